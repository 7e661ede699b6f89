package dev.tocsin.alerting.source.alertmanager;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.SignalBuilder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a signal of an entry. */
final class EntrySignal {

  private EntrySignal() {}

  static Signal of(Entry entry, Group group, Dialect dialect, Reading reading) {
    SignalBuilder builder = new SignalBuilder(reading.limits());
    Instant starts = builder.time("startsAt", entry.startsAt());
    Instant ends = builder.time("endsAt", entry.endsAt());
    return builder.build(
        firing(entry, group.status(), ends, reading.now(), builder),
        entry.fingerprint(),
        title(entry, dialect.alertName(entry, group)),
        builder.severity(dialect.severity(entry, group)),
        entry.labels(),
        dialect.annotations(entry, group),
        dialect.link(entry, group),
        starts,
        ends);
  }

  private static boolean firing(
      Entry entry,
      @Nullable String groupStatus,
      @Nullable Instant ends,
      Instant now,
      SignalBuilder builder) {
    String own = entry.status();
    String word = own != null && !own.isBlank() ? own : groupStatus;
    if (word != null && !word.isBlank()) {
      return !word.strip().equalsIgnoreCase("resolved");
    }
    boolean firing = ends == null || ends.isAfter(now);
    builder.remark(
        "the source gave no status: taken as " + (firing ? "firing" : "resolved") + " by its end");
    return firing;
  }

  /** {@code <name>: <summary>}, or what there is of the two. */
  private static String title(Entry entry, String name) {
    Map<String, String> annotations = entry.annotations();
    String summary = annotations.getOrDefault("summary", annotations.getOrDefault("title", ""));
    if (summary.isBlank()) {
      return name.isBlank() ? "Alert without a name" : name;
    }
    return name.isBlank() || summary.contains(name) ? summary : name + ": " + summary;
  }
}
