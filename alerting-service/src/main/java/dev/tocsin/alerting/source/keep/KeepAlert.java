package dev.tocsin.alerting.source.keep;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.SignalBuilder;
import dev.tocsin.alerting.source.SourceTimes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an alert of Keep means; docs/sources/keep.md says it in a table. */
record KeepAlert(KeepFields fields) {

  private static final Map<String, String> AS_LABELS =
      Map.of(
          "environment", "environment",
          "service", "service",
          "source", "source",
          "providerType", "provider_type",
          "providerId", "provider_id");

  /** Fields that are read elsewhere, and Keep's own book-keeping: no annotations. */
  private static final Set<String> NO_ANNOTATIONS =
      Set.of(
          "name",
          "status",
          "severity",
          "fingerprint",
          "url",
          "user_generated_name",
          "ai_generated_name",
          "apiKeyRef",
          "pushed",
          "deleted",
          "dismissed",
          "dismissUntil",
          "isFullDuplicate",
          "isPartialDuplicate",
          "duplicateReason",
          "isNoisy",
          "enriched_fields",
          "is_predicted",
          "is_confirmed");

  /** Why this is neither a problem nor its end; empty when it is one. */
  Optional<String> whyNot(Instant now) {
    String status = status();
    return switch (status) {
      case "acknowledged", "suppressed", "pending", "maintenance" ->
          Optional.of("'" + title() + "' is " + status + " in Keep: nobody is paged for it");
      default ->
          isDismissed(now) && !isOver(status)
              ? Optional.of("'" + title() + "' is dismissed in Keep: nobody is paged for it")
              : Optional.empty();
    };
  }

  Signal signal(Reading reading) {
    SignalBuilder builder = new SignalBuilder(reading.limits());
    boolean over = isOver(status());
    return builder.build(
        !over,
        fingerprint(),
        title(),
        severity(builder),
        labels(),
        annotations(),
        text("url"),
        // Only this one begins anew with each firing; `startedAt` is the first of all time.
        over ? null : builder.time("firingStartTime", fields.first("firingStartTime")),
        null);
  }

  private String status() {
    return text("status").strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isOver(String status) {
    return switch (status) {
      case "resolved", "merged", "deleted" -> true;
      default -> false;
    };
  }

  private boolean isDismissed(Instant now) {
    if (!text("dismissed").equalsIgnoreCase("true")) {
      return false;
    }
    return SourceTimes.read(text("dismissUntil")).map(until -> until.isAfter(now)).orElse(true);
  }

  private boolean isIncident() {
    return fields.has("user_generated_name")
        || fields.has("ai_generated_name")
        || fields.has("alerts_count");
  }

  private String title() {
    String title =
        fields.first(
            "name",
            "user_generated_name",
            "ai_generated_name",
            "message",
            "description",
            "user_summary");
    return title == null ? "Alert without a name" : title;
  }

  /** Its own; else, for an incident its id, for an alert Keep's rule: the SHA-256 of its name. */
  private String fingerprint() {
    String own = fields.first("fingerprint");
    if (own != null) {
      return own;
    }
    String id = fields.first("id");
    return isIncident() && id != null ? "incident:" + id : sha256(title());
  }

  private Severity severity(SignalBuilder builder) {
    @Nullable String word = fields.first("severity");
    return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
      case "5" -> Severity.CRITICAL;
      case "4" -> Severity.MAJOR;
      case "3" -> Severity.WARNING;
      // Keep orders low below info.
      case "2", "1", "low" -> Severity.INFO;
      default -> builder.severity(word);
    };
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>(fields.labels());
    fields
        .texts()
        .forEach(
            (name, text) -> {
              String label = AS_LABELS.get(name);
              if (label != null) {
                labels.putIfAbsent(label, text);
              }
            });
    return labels;
  }

  private Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    fields
        .texts()
        .forEach(
            (name, text) -> {
              if (!AS_LABELS.containsKey(name) && !NO_ANNOTATIONS.contains(name)) {
                annotations.put(name, text);
              }
            });
    String summary = fields.first("user_summary", "generated_summary");
    if (summary != null) {
      annotations.putIfAbsent("description", summary);
    }
    return annotations;
  }

  private String text(String name) {
    String text = fields.first(name);
    return text == null ? "" : text;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
