package dev.tocsin.alerting.analytics;

import com.google.protobuf.Duration;
import dev.tocsin.platform.wire.CsvText;
import dev.tocsin.proto.alerting.v1.AlertShare;
import dev.tocsin.proto.alerting.v1.AlertVolume;
import dev.tocsin.proto.alerting.v1.AnalyticsReport;
import dev.tocsin.proto.alerting.v1.AnalyticsTable;
import dev.tocsin.proto.alerting.v1.DurationSpread;
import dev.tocsin.proto.alerting.v1.NoisyAlert;
import dev.tocsin.proto.alerting.v1.PersonPages;
import dev.tocsin.proto.alerting.v1.Severity;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tables of a report as CSV by RFC 4180. */
final class Csv {

  private static final List<String> DAYS =
      List.of("day", "alerts", "groups", "pages", "night_pages");
  private static final List<String> NOISIEST =
      List.of(
          "fingerprint",
          "title",
          "severity",
          "last_alert_id",
          "alerts",
          "occurrences",
          "brief",
          "unanswered");
  private static final List<String> PEOPLE =
      List.of("user_id", "name", "pages", "night_pages", "answers");
  private static final List<String> SHARES =
      List.of(
          "by",
          "key",
          "name",
          "alerts",
          "groups",
          "pages",
          "acknowledged",
          "median_seconds_to_acknowledge",
          "p90_seconds_to_acknowledge");

  private Csv() {}

  /** The table; empty when none is wanted. */
  static String of(AnalyticsTable table, AnalyticsReport.Builder report) {
    return switch (table) {
      case ANALYTICS_TABLE_UNSPECIFIED, UNRECOGNIZED -> "";
      case ANALYTICS_TABLE_DAYS -> text(DAYS, report.getDaysList().stream().map(Csv::day));
      case ANALYTICS_TABLE_NOISIEST ->
          text(NOISIEST, report.getNoisiestList().stream().map(Csv::noisy));
      case ANALYTICS_TABLE_PEOPLE -> text(PEOPLE, report.getPeopleList().stream().map(Csv::person));
      case ANALYTICS_TABLE_SHARES ->
          text(
              SHARES,
              Stream.of(
                      report.getSeveritiesList().stream().map(share("severity")),
                      report.getIntegrationsList().stream().map(share("integration")),
                      report.getRoutesList().stream().map(share("route")))
                  .flatMap(each -> each));
    };
  }

  private static String text(List<String> head, Stream<List<Object>> rows) {
    StringBuilder text = new StringBuilder(CsvText.line(head));
    rows.forEach(row -> text.append(CsvText.line(row)));
    return text.toString();
  }

  private static List<Object> day(AlertVolume day) {
    return List.of(
        day.getDay(), day.getAlerts(), day.getGroups(), day.getPages(), day.getNightPages());
  }

  private static List<Object> noisy(NoisyAlert noisy) {
    return List.of(
        noisy.getFingerprint(),
        noisy.getTitle(),
        word(noisy.getSeverity()),
        noisy.getLastAlertId(),
        noisy.getAlerts(),
        noisy.getOccurrences(),
        noisy.getBrief(),
        noisy.getUnanswered());
  }

  private static String word(Severity severity) {
    return severity.name().replace("SEVERITY_", "").toLowerCase(Locale.ROOT);
  }

  private static List<Object> person(PersonPages person) {
    return List.of(
        person.getUserId(),
        person.getUserName(),
        person.getPages(),
        person.getNightPages(),
        person.getAnswers());
  }

  private static Function<AlertShare, List<Object>> share(String by) {
    return share -> {
      DurationSpread spread = share.getTimeToAcknowledge();
      return List.of(
          by,
          share.getKey(),
          share.getName(),
          share.getAlerts(),
          share.getGroups(),
          share.getPages(),
          spread.getCount(),
          spread.hasMedian() ? seconds(spread.getMedian()) : "",
          spread.hasNinetiethPercentile() ? seconds(spread.getNinetiethPercentile()) : "");
    };
  }

  private static Object seconds(Duration duration) {
    return duration.getSeconds();
  }
}
