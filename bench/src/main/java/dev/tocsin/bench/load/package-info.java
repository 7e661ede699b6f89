/**
 * The load generator: keep-alive connections that send prepared HTTP requests as fast as they are
 * answered.
 */
@NullMarked
package dev.tocsin.bench.load;

import org.jspecify.annotations.NullMarked;
