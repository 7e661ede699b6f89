package dev.tocsin.alerting.source.alertmanager;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a payload's alerts.
 *
 * @param externalUrl where the sender is reached; may be empty
 */
public record Group(
    @Nullable String status,
    Map<String, String> commonLabels,
    String externalUrl,
    List<Entry> entries) {}
