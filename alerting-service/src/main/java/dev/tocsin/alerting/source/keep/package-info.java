/**
 * Keep's alerts and incidents as its workflows send them on. Bytes come in, {@code Signal}s go out.
 */
@NullMarked
package dev.tocsin.alerting.source.keep;

import org.jspecify.annotations.NullMarked;
