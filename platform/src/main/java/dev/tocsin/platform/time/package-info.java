/**
 * The time that every due date and lease goes by: the database's clock, sampled, plus an offset
 * that only tests shift. Domain decisions receive {@code now} as a parameter; the edges take it
 * from {@link dev.tocsin.platform.time.TocsinClock}. Nothing else in Tocsin may ask the machine
 * what time it is, and SQL never says {@code now()}.
 */
@NullMarked
package dev.tocsin.platform.time;

import org.jspecify.annotations.NullMarked;
