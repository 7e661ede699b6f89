package dev.tocsin.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The answer about coverage, to be read by people. */
final class CoverageTable {

  private static final int SEVERITIES = 5;

  private final List<JsonNode> pages;
  private final DateTimeFormatter time;
  private final List<String> lines = new ArrayList<>();
  private boolean uncovered;
  private boolean warnings;

  /**
   * @param pages of the answer, at least one
   * @param zone of the times
   * @param whole whether the tenant was asked about, rather than one policy: then what comes to no
   *     policy is not covered
   */
  CoverageTable(List<JsonNode> pages, ZoneId zone, boolean whole) {
    this.pages = pages;
    this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    JsonNode first = pages.getFirst();
    lines.add(
        "Coverage from %s until %s, times of %s"
            .formatted(at(first, "startTime"), at(first, "endTime"), zone));
    int covered = 0;
    int counted = 0;
    for (JsonNode page : pages) {
      for (JsonNode policy : page.path("policies")) {
        policy(policy);
        boolean counts = policy.path("counts").asBoolean();
        counted += counts ? 1 : 0;
        covered += counts && policy.path("covered").asBoolean() ? 1 : 0;
      }
    }
    boolean unrouted = whole && unrouted(first);
    uncovered = covered < counted || counted == 0 || unrouted;
    lines.add("");
    lines.add(verdict(counted, covered, unrouted));
  }

  private static String verdict(int counted, int covered, boolean unrouted) {
    if (counted == 0) {
      return "no policy is in use: alerts page nobody";
    }
    if (covered < counted) {
      return "policies in use that have holes: %d of %d".formatted(counted - covered, counted);
    }
    return (unrouted
            ? "the policies in use are covered, but some alerts may come to no policy; policies in"
                + " use: %d"
            : "everything is covered; policies in use: %d")
        .formatted(counted);
  }

  List<String> lines() {
    return lines;
  }

  /** Whether some page would reach nobody. */
  boolean uncovered() {
    return uncovered;
  }

  boolean hasWarnings() {
    return warnings;
  }

  private void policy(JsonNode policy) {
    boolean counts = policy.path("counts").asBoolean();
    boolean quiet =
        policy.path("holes").isEmpty()
            && policy.path("warnings").isEmpty()
            && policy.path("unreachableSteps").isEmpty();
    if (quiet) {
      return;
    }
    lines.add("");
    lines.add(
        policy.path("policy").asText()
            + (counts ? "" : " (in use nowhere: does not count)")
            + (policy.path("holes").isEmpty()
                ? ""
                : ": nobody is reached for "
                    + words(duration(policy.path("uncovered").asText("0s")))));
    policy.path("holes").forEach(hole -> stretch("HOLE", hole));
    policy.path("warnings").forEach(late -> stretch("LATE", late));
    warnings |= counts && !policy.path("warnings").isEmpty();
    for (JsonNode step : policy.path("unreachableSteps")) {
      lines.add(
          "  STEP  step %d reaches nobody in the whole time%s"
              .formatted(step.path("stepOrder").asInt() + 1, severities(step)));
      reasons(step);
    }
    if (policy.path("leftOut").asInt() > 0) {
      lines.add("  and %d more, not told".formatted(policy.path("leftOut").asInt()));
    }
  }

  private void stretch(String mark, JsonNode stretch) {
    Duration length = Duration.between(instant(stretch, "startTime"), instant(stretch, "endTime"));
    lines.add(
        "  %s  %s until %s (%s): %s%s"
            .formatted(
                mark,
                at(stretch, "startTime"),
                at(stretch, "endTime"),
                words(length),
                kind(stretch),
                severities(stretch)));
    reasons(stretch);
  }

  private static String kind(JsonNode stretch) {
    return switch (stretch.path("kind").asText()) {
      case "COVERAGE_KIND_NOBODY" -> "nobody is paged";
      case "COVERAGE_KIND_UNVERIFIED" -> "only addresses are paged that nobody verified";
      case "COVERAGE_KIND_CHANNEL_ONLY" -> "only a channel is paged";
      case "COVERAGE_KIND_FALLBACK_ONLY" -> "only the fallback is paged";
      case "COVERAGE_KIND_LATE" ->
          "step %d is the first to reach somebody, after %s"
              .formatted(
                  stretch.path("stepOrder").asInt() + 1,
                  words(duration(stretch.path("after").asText("0s"))));
      default -> stretch.path("kind").asText();
    };
  }

  private void reasons(JsonNode of) {
    for (JsonNode reason : of.path("reasons")) {
      lines.add(
          "        step %d: %s"
              .formatted(
                  reason.path("facts").path("step").asInt() + 1, reason.path("summary").asText()));
    }
  }

  private boolean unrouted(JsonNode page) {
    if (page.path("unroutedSeverities").isEmpty()) {
      return false;
    }
    lines.add("");
    lines.add(
        "Alerts of severity "
            + list(page.path("unroutedSeverities"))
            + " may come to no route, and there is no default policy: they page nobody");
    return true;
  }

  /** Nothing when it is all of them. */
  private static String severities(JsonNode of) {
    JsonNode severities = of.path("severities");
    return severities.size() == SEVERITIES ? "" : ", " + list(severities);
  }

  private static String list(JsonNode severities) {
    return StreamSupport.stream(severities.spliterator(), false)
        .map(each -> each.asText().replace("SEVERITY_", "").toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private String at(JsonNode of, String field) {
    return time.format(instant(of, field));
  }

  private static Instant instant(JsonNode of, String field) {
    return Instant.parse(of.path(field).asText());
  }

  /** Proto JSON: seconds and {@code s}. */
  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  static String words(Duration length) {
    List<String> words = new ArrayList<>();
    part(words, length.toDays(), "d");
    part(words, length.toHoursPart(), "h");
    part(words, length.toMinutesPart(), "min");
    part(words, length.toSecondsPart(), "s");
    return words.isEmpty() ? "0 s" : String.join(" ", words);
  }

  private static void part(List<String> words, long count, String unit) {
    if (count > 0) {
      words.add(count + " " + unit);
    }
  }
}
