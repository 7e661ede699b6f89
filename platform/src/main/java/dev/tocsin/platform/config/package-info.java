/**
 * Settings that follow from others, and the check at start that says what is missing and how to
 * mend it.
 */
@NullMarked
package dev.tocsin.platform.config;

import org.jspecify.annotations.NullMarked;
