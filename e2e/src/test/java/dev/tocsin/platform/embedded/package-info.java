/** A PostgreSQL with a replica, of the parts that the embedded one is made of. */
@NullMarked
package dev.tocsin.platform.embedded;

import org.jspecify.annotations.NullMarked;
