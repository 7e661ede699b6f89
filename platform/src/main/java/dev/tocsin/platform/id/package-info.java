/**
 * Identifiers and secrets: time-ordered UUIDs for rows, random strings for credentials, and the
 * hash under which a credential is stored.
 */
@NullMarked
package dev.tocsin.platform.id;

import org.jspecify.annotations.NullMarked;
