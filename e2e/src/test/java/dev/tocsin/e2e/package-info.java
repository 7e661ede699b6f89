/** Black-box scenarios: the packaged product is started, driven and killed from outside. */
@NullMarked
package dev.tocsin.e2e;

import org.jspecify.annotations.NullMarked;
