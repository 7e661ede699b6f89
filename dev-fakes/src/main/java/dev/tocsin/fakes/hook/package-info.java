/** A webhook receiver that takes whatever comes to {@code /hooks/{name}} and shows it. */
@NullMarked
package dev.tocsin.fakes.hook;

import org.jspecify.annotations.NullMarked;
