/**
 * PostgreSQL and Redis as child processes of this one, for the standalone and for tests: unpacked
 * from jars of the class path, started in a folder, watched, and stopped with us. {@link
 * dev.tocsin.platform.embedded.EmbeddedPostgres} is durable as any PostgreSQL; {@link
 * dev.tocsin.platform.embedded.EmbeddedRedis} keeps nothing, as Tocsin asks of Redis.
 */
@NullMarked
package dev.tocsin.platform.embedded;

import org.jspecify.annotations.NullMarked;
