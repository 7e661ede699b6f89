/**
 * The audit log of a tenant: every change, in all services. Comes in: this service's own changes,
 * in the transaction that makes them ({@link dev.tocsin.identity.audit.AuditLog}), and those of the
 * other services, by RPC; goes out: the list, newest first. Nothing alters or removes an entry.
 */
@NullMarked
package dev.tocsin.identity.audit;

import org.jspecify.annotations.NullMarked;
