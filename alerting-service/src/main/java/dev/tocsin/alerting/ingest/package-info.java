/**
 * How alerts come in. {@link dev.tocsin.alerting.ingest.AlertFlow} names every step in order: read
 * it first. A webhook's bytes come in; alerts, groups and first escalation steps are committed in
 * one transaction that concurrent requests share, and then the answer goes out. No other service is
 * called on the way. Next: {@code escalation}, woken after the commit.
 */
@NullMarked
package dev.tocsin.alerting.ingest;

import org.jspecify.annotations.NullMarked;
