/**
 * The small HTTP frame that every fake stands on: a {@link dev.tocsin.fakes.http.Call} comes in, a
 * {@link dev.tocsin.fakes.http.Site} turns it into an {@link dev.tocsin.fakes.http.Answer}, and the
 * frame delivers that answer the way an armed fault wants it (late, drop by drop, not at all). No
 * fake writes to a connection itself, so each fault works the same everywhere.
 */
@NullMarked
package dev.tocsin.fakes.http;

import org.jspecify.annotations.NullMarked;
