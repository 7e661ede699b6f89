/**
 * Whom pages will reach: in come the tenant's policies and routes, who is on call over a range and
 * which addresses are refused; out go, by policy and severity, the stretches of time in which
 * nobody is reached, and the steps that reach nobody. {@code Passage} takes the way of an
 * escalation by the very rules that page ({@code escalation}, {@code paging}), {@code Sweep} takes
 * it for all instants; both are without side effects. Nothing is stored, nobody is paged.
 */
@NullMarked
package dev.tocsin.alerting.coverage;

import org.jspecify.annotations.NullMarked;
