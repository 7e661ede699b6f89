/**
 * Whatever can send JSON: a documented form with many names for the same, and any other form
 * through the integration's mapping. Bytes come in, {@code Signal}s go out.
 */
@NullMarked
package dev.tocsin.alerting.source.generic;

import org.jspecify.annotations.NullMarked;
