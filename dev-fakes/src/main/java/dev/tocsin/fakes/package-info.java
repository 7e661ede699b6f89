/**
 * Strict look-alikes of other companies' servers, with an inbox to look at; used by tests and demo
 * mode, never in production.
 */
@NullMarked
package dev.tocsin.fakes;

import org.jspecify.annotations.NullMarked;
