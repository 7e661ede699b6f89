/**
 * Whether pages of an alert are held, and why: an alert comes in, a {@link
 * dev.tocsin.alerting.muting.Mute} with its reason goes out, or nothing. {@code ingest} tells it of
 * new alerts, {@code escalation} obeys it when a step is due, {@code console} shows it; {@code
 * silence} is where people make the silences that decide here.
 */
@NullMarked
package dev.tocsin.alerting.muting;

import org.jspecify.annotations.NullMarked;
