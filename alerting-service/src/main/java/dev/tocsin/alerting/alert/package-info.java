/**
 * What an alert is: the signal that a source sends, the alert that it becomes while it is open, its
 * severity and its states. Sources ({@code source}) make signals, {@code ingest} makes alerts of
 * them.
 */
@NullMarked
package dev.tocsin.alerting.alert;

import org.jspecify.annotations.NullMarked;
