/**
 * Grafana's unified alerting: Alertmanager's webhook in its dialect. Bytes come in, {@code Signal}s
 * go out.
 */
@NullMarked
package dev.tocsin.alerting.source.grafana;

import org.jspecify.annotations.NullMarked;
