/**
 * Inbound sources: each knows how one monitoring tool writes its webhook and nothing else. Bytes
 * come in, {@code Signal}s go out, to {@code ingest}. Adding a source is adding one package below
 * this one with a class that implements {@link dev.tocsin.alerting.source.InboundSource};
 * docs/sources has a page for each.
 */
@NullMarked
package dev.tocsin.alerting.source;

import org.jspecify.annotations.NullMarked;
