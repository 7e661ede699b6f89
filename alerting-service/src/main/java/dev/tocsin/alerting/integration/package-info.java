/**
 * The doors that monitoring tools send alerts through: their keys, looked up by hash before any
 * tenant is known, and the calls that make, change and remove them. Next: {@code ingest}.
 */
@NullMarked
package dev.tocsin.alerting.integration;

import org.jspecify.annotations.NullMarked;
