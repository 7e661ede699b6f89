/**
 * What every service needs and no domain word: tenancy, authentication, error mapping, the REST
 * transcoder, the work queue, the clock, telemetry and configuration checks.
 */
@NullMarked
package dev.tocsin.platform;

import org.jspecify.annotations.NullMarked;
