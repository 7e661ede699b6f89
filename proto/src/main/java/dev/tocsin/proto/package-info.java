/**
 * The contract of Tocsin as code: stubs generated from the {@code .proto} files, and their compiled
 * descriptors at {@code META-INF/tocsin/descriptors.bin}. No logic lives here.
 */
@NullMarked
package dev.tocsin.proto;

import org.jspecify.annotations.NullMarked;
