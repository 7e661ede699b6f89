/**
 * Whether this process lives ({@code /healthz}), whether it can work ({@code /readyz}: PostgreSQL
 * is needed, Redis is not), and what it is ({@code /status}, {@code /ping}).
 */
@NullMarked
package dev.tocsin.platform.health;

import org.jspecify.annotations.NullMarked;
