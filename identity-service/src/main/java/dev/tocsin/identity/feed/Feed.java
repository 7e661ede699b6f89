package dev.tocsin.identity.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An imported calendar, as it is stored.
 *
 * @param sealedUrl its address, sealed; null for one that was pasted
 * @param shownUrl as much of the address as may be seen
 * @param content the last good copy; empty before the first
 */
record Feed(
    UUID tenant,
    UUID id,
    String name,
    byte @Nullable [] sealedUrl,
    String shownUrl,
    String timeZone,
    Duration refresh,
    Optional<String> content,
    Origin origin,
    Report report,
    Instant createTime,
    Instant updateTime) {

  /**
   * How the other side tells whether it has a newer copy.
   *
   * @param etag may be empty
   * @param lastModified may be empty
   */
  record Origin(String etag, String lastModified) {
    static final Origin NONE = new Origin("", "");
  }

  /**
   * How the last try went.
   *
   * @param error empty when it went well
   */
  record Report(
      String calendarName,
      List<String> problems,
      Optional<Instant> attemptTime,
      Optional<Instant> successTime,
      String error) {

    static final Report NONE = new Report("", List.of(), Optional.empty(), Optional.empty(), "");

    Report {
      problems = List.copyOf(problems);
    }
  }

  /** What was made of its shifts to come. */
  record Outlook(int events, List<String> unmapped) {}

  ZoneId zone() {
    return timeZone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(timeZone);
  }
}
