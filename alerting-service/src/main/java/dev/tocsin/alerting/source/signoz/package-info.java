/** SigNoz: Alertmanager's webhook in its dialect. Bytes come in, {@code Signal}s go out. */
@NullMarked
package dev.tocsin.alerting.source.signoz;

import org.jspecify.annotations.NullMarked;
