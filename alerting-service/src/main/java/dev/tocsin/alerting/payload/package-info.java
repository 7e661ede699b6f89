/**
 * The last payloads of each integration, with the reason when one was refused, and what becomes of
 * one when it is taken in again. {@code ingest} tells what came in and went out ({@link
 * dev.tocsin.alerting.payload.PayloadLog}); writing happens later and never holds it up.
 */
@NullMarked
package dev.tocsin.alerting.payload;

import org.jspecify.annotations.NullMarked;
