/** Prometheus Alertmanager's webhook, version 4 and the older version 3; also what SigNoz sends. */
@NullMarked
package dev.tocsin.alerting.source.alertmanager;

import org.jspecify.annotations.NullMarked;
