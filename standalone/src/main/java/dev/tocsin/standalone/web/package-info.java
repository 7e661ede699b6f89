/**
 * Serves the browser interface, which lies below {@code META-INF/resources} in the jar of the
 * module {@code ui}: Quarkus serves the files, this package says how they are kept and what a
 * browser may do with them, and sends the one page for every address that the interface itself
 * knows. Nothing goes on from here: the interface talks to the public REST API like any other
 * client.
 */
@NullMarked
package dev.tocsin.standalone.web;

import org.jspecify.annotations.NullMarked;
