/** What Tocsin is measured beside: pgbench on the same PostgreSQL, and Debian's Alertmanager. */
@NullMarked
package dev.tocsin.bench.peer;

import org.jspecify.annotations.NullMarked;
