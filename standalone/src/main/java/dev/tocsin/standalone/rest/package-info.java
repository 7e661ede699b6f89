/** Calls of the REST API by the command line and the demo, as any outside program makes them. */
@NullMarked
package dev.tocsin.standalone.rest;

import org.jspecify.annotations.NullMarked;
