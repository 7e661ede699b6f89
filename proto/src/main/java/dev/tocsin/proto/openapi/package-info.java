/**
 * Makes the OpenAPI document of the whole product, the page that shows it, and the table of paths
 * by service, at build time, from the compiled descriptors: {@link
 * dev.tocsin.proto.openapi.Generate} is run by this module's build and writes into {@code
 * META-INF/tocsin/}.
 */
package dev.tocsin.proto.openapi;
