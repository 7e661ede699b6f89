/**
 * Reading what was committed in the order in which it became certain (ADR 15): rows keep the number
 * of their transaction, readers take what is below the oldest one still running, and a {@link
 * dev.tocsin.platform.feed.Position} says how far they have come.
 */
@NullMarked
package dev.tocsin.platform.feed;

import org.jspecify.annotations.NullMarked;
