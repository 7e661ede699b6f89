/**
 * Prometheus Alertmanager's webhook, version 4 and the older version 3. Its face, {@link
 * dev.tocsin.alerting.source.alertmanager.AlertmanagerPayload}, also reads it in the dialects of
 * tools that send the same: bytes come in, {@code Signal}s go out.
 */
@NullMarked
package dev.tocsin.alerting.source.alertmanager;

import org.jspecify.annotations.NullMarked;
