package dev.tocsin.alerting.muting;

import dev.tocsin.alerting.alert.Severity;
import java.util.Map;

/**
 * What a matcher may look at.
 *
 * @param labels texts by name
 */
public record Subject(
    Map<String, ?> labels, Severity severity, String source, String title, String fingerprint) {}
