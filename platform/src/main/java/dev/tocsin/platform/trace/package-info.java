/**
 * Spans of our own: attempts at queued work and calls of other services. Comes in: the work; goes
 * out: spans by OpenTelemetry, when {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set; otherwise nothing
 * is done but the work.
 */
@NullMarked
package dev.tocsin.platform.trace;

import org.jspecify.annotations.NullMarked;
