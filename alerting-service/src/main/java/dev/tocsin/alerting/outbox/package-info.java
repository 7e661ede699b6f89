/**
 * Calls to other services that a committed change has made necessary: pages are withdrawn or
 * revised, tickets opened and kept in step. Rows are written in the transaction of the change
 * ({@link dev.tocsin.alerting.outbox.Outbox}) and told afterwards, in order within a group, until
 * the other service has taken them.
 */
@NullMarked
package dev.tocsin.alerting.outbox;

import org.jspecify.annotations.NullMarked;
