package dev.tocsin.alerting.source.alertmanager;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.SignalBuilder;
import dev.tocsin.alerting.source.SignalLimits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of a payload's {@code alerts}, as it was written. */
record Entry(
    @Nullable String status,
    @Nullable String fingerprint,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable String startsAt,
    @Nullable String endsAt,
    @Nullable String generatorUrl) {

  /**
   * Go's zero time, which Alertmanager writes for "not ended", and anything before it, is no time.
   */
  private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  Signal signal(
      @Nullable String groupStatus,
      Map<String, String> commonLabels,
      SignalLimits limits,
      Instant now) {
    SignalBuilder builder = new SignalBuilder(limits);
    Instant starts = time("startsAt", startsAt, builder);
    Instant ends = time("endsAt", endsAt, builder);
    return builder.build(
        firing(groupStatus, ends, now, builder),
        fingerprint,
        title(commonLabels),
        builder.severity(severity(commonLabels)),
        labels,
        annotations,
        generatorUrl == null ? "" : generatorUrl,
        starts,
        ends);
  }

  private boolean firing(
      @Nullable String groupStatus, @Nullable Instant ends, Instant now, SignalBuilder builder) {
    String word = status != null && !status.isBlank() ? status : groupStatus;
    if (word != null && !word.isBlank()) {
      return !word.strip().equalsIgnoreCase("resolved");
    }
    boolean firing = ends == null || ends.isAfter(now);
    builder.remark(
        "the source gave no status: taken as " + (firing ? "firing" : "resolved") + " by its end");
    return firing;
  }

  private @Nullable String severity(Map<String, String> commonLabels) {
    String own = labels.get("severity");
    if (own == null) {
      own = labels.get("priority");
    }
    return own != null ? own : commonLabels.get("severity");
  }

  /** {@code <alertname>: <summary>}, or what there is of the two. */
  private String title(Map<String, String> commonLabels) {
    String name = labels.getOrDefault("alertname", commonLabels.getOrDefault("alertname", ""));
    String summary = annotations.getOrDefault("summary", annotations.getOrDefault("title", ""));
    if (summary.isBlank()) {
      return name.isBlank() ? "Alert without a name" : name;
    }
    return name.isBlank() || summary.contains(name) ? summary : name + ": " + summary;
  }

  private static @Nullable Instant time(
      String field, @Nullable String text, SignalBuilder builder) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      Instant time =
          text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
      if (time.isAfter(LATEST)) {
        builder.remark(field + " lies after the year 9999: passed over");
        return null;
      }
      return time.isBefore(EARLIEST) ? null : time;
    } catch (DateTimeException e) {
      builder.remark(field + " is no RFC 3339 time: passed over");
      return null;
    }
  }
}
