/**
 * What other services ask around hand-offs: when people come and go by the one calculator, and
 * notices to people and their managers. Comes in: calls of alerting-service; goes out: shift
 * changes, and notices through {@link dev.tocsin.identity.notice.Notices}.
 */
@NullMarked
package dev.tocsin.identity.handoff;

import org.jspecify.annotations.NullMarked;
