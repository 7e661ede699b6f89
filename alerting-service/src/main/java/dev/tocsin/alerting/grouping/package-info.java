/**
 * What pages together: a routed alert comes in, the group it belongs to and the escalations that
 * begin with that group go out. {@code ingest} stores both; {@code escalation} is next.
 */
@NullMarked
package dev.tocsin.alerting.grouping;

import org.jspecify.annotations.NullMarked;
