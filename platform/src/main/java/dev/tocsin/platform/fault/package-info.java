/**
 * Named places at which a test may kill the process. Code calls {@link Failpoint#hit} between two
 * steps of the alert's way; a crash test starts the process with one of the names and checks that
 * nothing was lost.
 */
@NullMarked
package dev.tocsin.platform.fault;

import org.jspecify.annotations.NullMarked;
