/**
 * The four services in one process on an embedded PostgreSQL and Redis, and the {@code tocsin}
 * command line. Holds no logic of its own.
 */
@NullMarked
package dev.tocsin.standalone;

import org.jspecify.annotations.NullMarked;
