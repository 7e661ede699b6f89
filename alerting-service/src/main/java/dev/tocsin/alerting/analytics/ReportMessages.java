package dev.tocsin.alerting.analytics;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.analytics.Report.Answers;
import dev.tocsin.alerting.analytics.Report.Kind;
import dev.tocsin.alerting.analytics.Report.Noisy;
import dev.tocsin.alerting.analytics.Report.Share;
import dev.tocsin.alerting.analytics.Report.Spread;
import dev.tocsin.alerting.analytics.Report.Volume;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.AlertShare;
import dev.tocsin.proto.alerting.v1.AlertVolume;
import dev.tocsin.proto.alerting.v1.AnalyticsReport;
import dev.tocsin.proto.alerting.v1.AnswerStatistics;
import dev.tocsin.proto.alerting.v1.DurationSpread;
import dev.tocsin.proto.alerting.v1.NoisyAlert;
import dev.tocsin.proto.alerting.v1.PersonPages;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A report as the contract writes it. */
final class ReportMessages {

  private static final int MOST_PEOPLE = 200;
  private static final int MOST_SHARES = 50;

  private ReportMessages() {}

  static AnalyticsReport.Builder report(Report report, Map<String, String> names) {
    Range range = report.range();
    AnalyticsReport.Builder message =
        AnalyticsReport.newBuilder()
            .setStartTime(ProtoTime.of(range.from()))
            .setEndTime(ProtoTime.of(range.until()))
            .setTimeZone(range.zone().getId())
            .setTotal(volume("", report.days().stream().reduce(Volume.NONE, Volume::plus)))
            .setAnswers(answers(report.answers()));
    List<LocalDate> days = range.days();
    for (int i = 0; i < days.size(); i++) {
      message.addDays(volume(days.get(i).toString(), report.days().get(i)));
    }
    report.noisiest().forEach(one -> message.addNoisiest(noisy(one)));
    report.people().stream()
        .limit(MOST_PEOPLE)
        .forEach(
            load ->
                message.addPeople(
                    PersonPages.newBuilder()
                        .setUserId(load.user())
                        .setUserName(names.getOrDefault(load.user(), ""))
                        .setPages(load.pages())
                        .setNightPages(load.nightPages())
                        .setAnswers(load.answers())));
    return message
        .addAllSeverities(shares(report, Kind.SEVERITY))
        .addAllIntegrations(shares(report, Kind.INTEGRATION))
        .addAllRoutes(shares(report, Kind.ROUTE));
  }

  private static AlertVolume volume(String day, Volume volume) {
    return AlertVolume.newBuilder()
        .setDay(day)
        .setAlerts(volume.alerts())
        .setGroups(volume.groups())
        .setPages(volume.pages())
        .setNightPages(volume.nightPages())
        .build();
  }

  private static AnswerStatistics answers(Answers answers) {
    return AnswerStatistics.newBuilder()
        .setPagedGroups(answers.paged())
        .setAnsweredFirstStep(answers.firstStep())
        .setAnsweredLater(answers.later())
        .setEndedUnanswered(answers.ended())
        .setWaiting(answers.waiting())
        .setEscalated(answers.escalated())
        .setTimeToAcknowledge(spread(answers.acknowledged()))
        .setTimeToResolve(spread(answers.resolved()))
        .build();
  }

  private static DurationSpread spread(Spread spread) {
    DurationSpread.Builder message = DurationSpread.newBuilder().setCount(spread.count());
    spread.median().map(ProtoTime::of).ifPresent(message::setMedian);
    spread.ninetieth().map(ProtoTime::of).ifPresent(message::setNinetiethPercentile);
    return message.build();
  }

  private static NoisyAlert noisy(Noisy noisy) {
    return NoisyAlert.newBuilder()
        .setFingerprint(noisy.fingerprint())
        .setTitle(noisy.title())
        .setSeverityValue(noisy.severity().number())
        .setLastAlertId(noisy.last().toString())
        .setAlerts(noisy.alerts())
        .setOccurrences(noisy.occurrences())
        .setBrief(noisy.brief())
        .setUnanswered(noisy.unanswered())
        .build();
  }

  private static List<AlertShare> shares(Report report, Kind kind) {
    return report.shares().stream()
        .filter(share -> share.kind() == kind)
        .limit(MOST_SHARES)
        .map(ReportMessages::share)
        .toList();
  }

  private static AlertShare share(Share share) {
    String key =
        share.kind() == Kind.SEVERITY
            ? Severity.of(Short.parseShort(share.key())).word()
            : share.key();
    return AlertShare.newBuilder()
        .setKey(key)
        .setName(share.name())
        .setAlerts(share.alerts())
        .setGroups(share.groups())
        .setPages(share.pages())
        .setTimeToAcknowledge(spread(share.acknowledged()))
        .build();
  }
}
