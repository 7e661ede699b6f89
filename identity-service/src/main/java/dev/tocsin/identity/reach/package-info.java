/**
 * Whom a page goes to: the people behind the targets of a step, and how each is reached. It lies on
 * the way of every page, so it answers in one call from one transaction of four plain statements.
 * The same for every instant of a range ({@code ReachOver}) is for those who look ahead.
 */
@NullMarked
package dev.tocsin.identity.reach;

import org.jspecify.annotations.NullMarked;
