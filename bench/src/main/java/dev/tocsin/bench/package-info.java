/** Benchmarks of the packaged product, each beside a peer measured in the same run. */
@NullMarked
package dev.tocsin.bench;

import org.jspecify.annotations.NullMarked;
