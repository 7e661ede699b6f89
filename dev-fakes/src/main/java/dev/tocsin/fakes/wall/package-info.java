/**
 * The phone wall: one page that shows what arrived as each person would see it, and presses real
 * buttons. The page builds everything from text nodes and sets no markup from outside; mails are
 * shown in a sandboxed frame that runs no script and loads nothing.
 */
@NullMarked
package dev.tocsin.fakes.wall;

import org.jspecify.annotations.NullMarked;
