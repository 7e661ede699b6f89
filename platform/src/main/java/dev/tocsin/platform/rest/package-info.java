/**
 * REST and JSON from the contract. {@link dev.tocsin.platform.rest.RestRoutes} answers at every
 * path of a {@code google.api.http} rule: it reads path, query and body into the request message,
 * calls the method in-process through the same interceptors as gRPC, and writes the answer as JSON,
 * or as Server-Sent Events where the method streams.
 */
@NullMarked
package dev.tocsin.platform.rest;

import org.jspecify.annotations.NullMarked;
