/**
 * How logs look: one JSON object per line, or text, with what is personal or secret masked.
 * Interceptors and workers put {@code tenant}, {@code request_id}, {@code user} and {@code domain}
 * into the context of their lines.
 */
@NullMarked
package dev.tocsin.platform.log;

import org.jspecify.annotations.NullMarked;
