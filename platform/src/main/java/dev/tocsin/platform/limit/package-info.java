/**
 * How often something may happen: a name and a rate come in, "now" or "wait so long" goes out.
 * Counted in Redis for all replicas, or in this process alone where Redis is away or a round trip
 * would cost too much. Nothing here refuses by itself, except {@code ApiLimits}, which holds every
 * tenant to its share of calls before a method is entered.
 */
@NullMarked
package dev.tocsin.platform.limit;

import org.jspecify.annotations.NullMarked;
