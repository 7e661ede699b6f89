/**
 * Small translations between proto messages and Java values that every {@code …Grpc} makes. Comes
 * in: what a request holds; goes out: values the domain works with, or {@link
 * dev.tocsin.platform.error.Invalid}.
 */
@NullMarked
package dev.tocsin.platform.wire;

import org.jspecify.annotations.NullMarked;
