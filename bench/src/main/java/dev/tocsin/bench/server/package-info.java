/**
 * The server under test: the packaged standalone as a process of its own, set up through its REST
 * API.
 */
@NullMarked
package dev.tocsin.bench.server;

import org.jspecify.annotations.NullMarked;
