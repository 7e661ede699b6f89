/**
 * Where an alert goes: the tenant's routes in order, each with a condition in CEL. An alert's
 * labels come in, a {@link dev.tocsin.alerting.routing.RouteDecision} with its reasons goes out;
 * {@code grouping} is next. Conditions are compiled when a route is saved and kept; docs/routes.md
 * is their reference.
 */
@NullMarked
package dev.tocsin.alerting.routing;

import org.jspecify.annotations.NullMarked;
