package dev.tocsin.platform.limit;

import java.time.Duration;

/**
 * What a bucket gave.
 *
 * @param taken how many; may be fewer than were asked for
 * @param pause how long until there is one, when it gave none; else zero
 */
public record Grant(int taken, Duration pause) {}
