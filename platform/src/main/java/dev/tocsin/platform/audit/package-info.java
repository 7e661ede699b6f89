/**
 * The audit log's way out of a service: a change and its record commit together in {@code
 * <schema>.audit_outbox}, a table that every schema has, and a worker ships the records to the
 * identity service, which keeps the log of all services.
 */
@NullMarked
package dev.tocsin.platform.audit;

import org.jspecify.annotations.NullMarked;
