package dev.tocsin.identity.fairness;

import dev.tocsin.identity.rest.Rest;
import dev.tocsin.identity.rest.RestSettings;
import dev.tocsin.identity.user.Seniority;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.FairnessReport;
import dev.tocsin.proto.identity.v1.FairnessRow;
import dev.tocsin.proto.identity.v1.GetFairnessRequest;
import dev.tocsin.proto.identity.v1.GetRestRulesRequest;
import dev.tocsin.proto.identity.v1.ListRestFindingsRequest;
import dev.tocsin.proto.identity.v1.ListRestFindingsResponse;
import dev.tocsin.proto.identity.v1.MutinyFairnessServiceGrpc;
import dev.tocsin.proto.identity.v1.RestFinding;
import dev.tocsin.proto.identity.v1.RestFindingKind;
import dev.tocsin.proto.identity.v1.RestRules;
import dev.tocsin.proto.identity.v1.UpdateRestRulesRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Fairness and rest as RPCs. */
@GrpcService
@Singleton
public class FairnessGrpc extends MutinyFairnessServiceGrpc.FairnessServiceImplBase {

  private static final Duration USUAL = Duration.ofDays(28);
  private static final Duration AHEAD = Duration.ofDays(90);

  private final Reports reports;
  private final RestSettings settings;
  private final TocsinClock clock;

  FairnessGrpc(Reports reports, RestSettings settings, TocsinClock clock) {
    this.reports = reports;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Uni<FairnessReport> getFairness(GetFairnessRequest request) {
    Caller caller = Caller.current();
    Instant until =
        request.hasEndTime() ? ProtoTime.instant("end_time", request.getEndTime()) : clock.now();
    Instant from =
        request.hasStartTime()
            ? ProtoTime.instant("start_time", request.getStartTime())
            : until.minus(USUAL);
    List<UUID> schedules =
        request.getScheduleIdsList().stream().map(UUID::fromString).distinct().toList();
    return reports
        .fair(caller.tenantId(), schedules, from, until)
        .map(
            fair -> {
              List<FairnessRow> rows = rows(fair, Seniority.mayReadNames(caller));
              return FairnessReport.newBuilder()
                  .addAllRows(rows)
                  .setCsv(request.getCsv() ? Csv.of(rows) : "")
                  .build();
            });
  }

  private static List<FairnessRow> rows(Reports.Fair fair, boolean mayReadNames) {
    return fair.shares().entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<UUID, Share> each) -> fair.names().getOrDefault(each.getKey(), ""))
                .thenComparing(Map.Entry::getKey))
        .map(
            each -> {
              Share share = each.getValue();
              return FairnessRow.newBuilder()
                  .setUserId(each.getKey().toString())
                  .setUserName(mayReadNames ? fair.names().getOrDefault(each.getKey(), "") : "")
                  .setShifts(share.shifts())
                  .setHours(Share.hours(share.all()))
                  .setNightHours(Share.hours(share.night()))
                  .setWeekendHours(Share.hours(share.weekend()))
                  .setHolidayHours(Share.hours(share.holiday()))
                  .build();
            })
        .toList();
  }

  @Override
  public Uni<RestRules> getRestRules(GetRestRulesRequest request) {
    return settings.of(Caller.current().tenantId()).map(FairnessGrpc::message);
  }

  @Override
  public Uni<RestRules> updateRestRules(UpdateRestRulesRequest request) {
    RestRules wanted = request.getRules();
    var usual = dev.tocsin.identity.rest.RestRules.BUILT_IN;
    LocalTime start = time(wanted.getNightStart(), usual.nightStart());
    LocalTime end = time(wanted.getNightEnd(), usual.nightEnd());
    if (start.equals(end)) {
      throw Invalid.field("rules.night_end", "a night that begins and ends at " + end + " is none");
    }
    if (wanted.getDivert() && wanted.getMinRestHours() == 0) {
      throw Invalid.field(
          "rules.min_rest_hours",
          "is 0: say for how many hours after a page at night pages are diverted");
    }
    if (wanted.getDivertCritical() && !wanted.getDivert()) {
      throw Invalid.field(
          "rules.divert_critical", "is true without `divert`: set both, or neither");
    }
    return settings
        .update(
            Caller.current(),
            new dev.tocsin.identity.rest.RestRules(
                Duration.ofHours(wanted.getMinRestHours()),
                Duration.ofHours(wanted.getNightBudgetHours()),
                start,
                end,
                wanted.getDivert(),
                wanted.getDivertCritical(),
                Optional.empty()))
        .map(FairnessGrpc::message);
  }

  private static LocalTime time(String text, LocalTime usual) {
    return text.isEmpty() ? usual : LocalTime.parse(text);
  }

  private static RestRules message(dev.tocsin.identity.rest.RestRules rules) {
    RestRules.Builder message =
        RestRules.newBuilder()
            .setMinRestHours((int) rules.minRest().toHours())
            .setNightBudgetHours((int) rules.nightBudget().toHours())
            .setNightStart(rules.nightStart().toString())
            .setNightEnd(rules.nightEnd().toString())
            .setDivert(rules.divert())
            .setDivertCritical(rules.divertCritical());
    rules.updated().map(ProtoTime::of).ifPresent(message::setUpdateTime);
    return message.build();
  }

  @Override
  public Uni<ListRestFindingsResponse> listRestFindings(ListRestFindingsRequest request) {
    Caller caller = Caller.current();
    Instant from =
        request.hasStartTime()
            ? ProtoTime.instant("start_time", request.getStartTime())
            : clock.now();
    Instant until =
        request.hasEndTime()
            ? ProtoTime.instant("end_time", request.getEndTime())
            : from.plus(AHEAD);
    return reports
        .tired(caller.tenantId(), UUID.fromString(request.getScheduleId()), from, until)
        .map(
            tired -> {
              ListRestFindingsResponse.Builder response = ListRestFindingsResponse.newBuilder();
              tired.broken().stream().map(FairnessGrpc::message).forEach(response::addFindings);
              if (Seniority.mayReadNames(caller)) {
                tired.names().forEach((user, name) -> response.putUserNames(user.toString(), name));
              }
              return response.build();
            });
  }

  private static RestFinding message(Rest.Broken broken) {
    return RestFinding.newBuilder()
        .setKind(
            switch (broken.kind()) {
              case TOO_SHORT -> RestFindingKind.REST_FINDING_KIND_TOO_SHORT;
              case NIGHT_BUDGET -> RestFindingKind.REST_FINDING_KIND_NIGHT_BUDGET;
            })
        .setUserId(broken.user().toString())
        .setText(broken.text())
        .setStartTime(ProtoTime.of(broken.time().start()))
        .setEndTime(ProtoTime.of(broken.time().end()))
        .build();
  }
}
