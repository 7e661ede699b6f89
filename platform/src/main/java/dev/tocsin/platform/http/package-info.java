/**
 * What plain HTTP routes and the REST transcoder share: {@link dev.tocsin.platform.http.Problem},
 * the body of every error answer (RFC 9457), and {@link dev.tocsin.platform.http.Problems}, which
 * writes it. {@link dev.tocsin.platform.http.RequestBody} receives what a provider calls back with,
 * byte by byte as it was signed.
 */
@NullMarked
package dev.tocsin.platform.http;

import org.jspecify.annotations.NullMarked;
