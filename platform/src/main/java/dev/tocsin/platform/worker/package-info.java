/**
 * Work that would hold up an event loop. Comes in: something to be called; goes out: its answer, on
 * the caller's context. Threads and waiting work are bounded.
 */
@NullMarked
package dev.tocsin.platform.worker;

import org.jspecify.annotations.NullMarked;
