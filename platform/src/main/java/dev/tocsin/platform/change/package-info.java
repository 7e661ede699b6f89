/**
 * What an Update changes: comes in an {@code update_mask}, goes out the names of the fields to take
 * over from the request. Every {@code …Grpc} with an Update uses it.
 */
@NullMarked
package dev.tocsin.platform.change;

import org.jspecify.annotations.NullMarked;
