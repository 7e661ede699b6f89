/**
 * What a message tells: the group of alerts as it stands, in the keys that templates and tickets
 * use (docs/templates.md). Read by {@code escalation} for pages and by {@code outbox} for revisions
 * and tickets.
 */
@NullMarked
package dev.tocsin.alerting.message;

import org.jspecify.annotations.NullMarked;
