/**
 * Strict look-alikes of other companies' servers, with an inbox to look at; used by tests and demo
 * mode, never in production. {@link dev.tocsin.fakes.FakeWorld} starts them all: what comes in by
 * {@code slack}, {@code smtp}, {@code ticket} and {@code hook} goes to {@code inbox}, unless {@code
 * fault} has it otherwise.
 */
@NullMarked
package dev.tocsin.fakes;

import org.jspecify.annotations.NullMarked;
