/**
 * Counts what tenants use: every service notes in memory, and tells identity-service every few
 * seconds, each report once.
 */
@NullMarked
package dev.tocsin.platform.usage;

import org.jspecify.annotations.NullMarked;
