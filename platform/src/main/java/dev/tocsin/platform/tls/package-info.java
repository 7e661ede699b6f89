/**
 * Mutual TLS between containers. Comes in: {@code tocsin.tls.*}, three files; goes out: a second
 * port of the same server that asks every client for a certificate, and what {@code client} needs
 * to call such ports. Without the files nothing changes.
 */
@NullMarked
package dev.tocsin.platform.tls;

import org.jspecify.annotations.NullMarked;
