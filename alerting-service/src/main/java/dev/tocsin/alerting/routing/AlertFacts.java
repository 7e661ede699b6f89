package dev.tocsin.alerting.routing;

import dev.tocsin.alerting.alert.Severity;
import java.time.Instant;
import java.util.Map;

/** What a condition may ask about: its variables, by their names. */
public record AlertFacts(
    Map<String, String> labels,
    Map<String, String> annotations,
    Severity severity,
    String source,
    Instant now) {}
