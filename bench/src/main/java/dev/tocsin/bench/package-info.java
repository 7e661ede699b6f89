/**
 * {@code ./tocsin bench}: how fast alerts are taken in beside what PostgreSQL alone and
 * Alertmanager do on the same machine in the same run, how long a page takes, how soon the server
 * is ready and how much memory it needs. Comes in: the built standalone; goes out: a table, and
 * {@code bench/target/bench.json}.
 */
@NullMarked
package dev.tocsin.bench;

import org.jspecify.annotations.NullMarked;
