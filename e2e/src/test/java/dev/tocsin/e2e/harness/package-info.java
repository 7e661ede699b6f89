/**
 * What a scenario stands on: Tocsin as processes of its own in one of its two shapes, look-alikes
 * of other companies around it, tenants made through the REST API, and {@link
 * dev.tocsin.e2e.harness.Timeline}, in which scenarios are told. Nothing here looks inside: it
 * speaks HTTP and gRPC, reads the look-alikes' inbox, and ends processes by their ids.
 */
@NullMarked
package dev.tocsin.e2e.harness;

import org.jspecify.annotations.NullMarked;
