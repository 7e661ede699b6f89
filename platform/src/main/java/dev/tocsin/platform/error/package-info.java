/**
 * The errors that domain code throws, and the one place that translates them: {@link
 * dev.tocsin.platform.error.ErrorMapper} turns each into a gRPC status with details and into
 * problem+json, and a status received from another service back into the exception it came from.
 */
@NullMarked
package dev.tocsin.platform.error;

import org.jspecify.annotations.NullMarked;
