/**
 * What and when: an alert comes in by webhook, is deduplicated, routed, grouped and escalated, and
 * leaves as pages handed to the notification service.
 */
@NullMarked
package dev.tocsin.alerting;

import org.jspecify.annotations.NullMarked;
