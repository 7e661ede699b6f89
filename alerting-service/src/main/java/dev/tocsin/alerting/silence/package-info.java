/**
 * The silences that people make: requests come in, rows that {@code muting} decides by go out, and
 * steps that a silence holds no longer are looked at again in the same transaction.
 * docs/silences.md is the reference.
 */
@NullMarked
package dev.tocsin.alerting.silence;

import org.jspecify.annotations.NullMarked;
