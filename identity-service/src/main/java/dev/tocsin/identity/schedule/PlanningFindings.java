package dev.tocsin.identity.schedule;

import dev.tocsin.identity.absence.Absences;
import dev.tocsin.identity.absence.Away;
import dev.tocsin.identity.rest.Rest;
import dev.tocsin.identity.rest.RestRules;
import dev.tocsin.identity.rest.RestSettings;
import dev.tocsin.identity.rest.Stretch;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.FinalSchedule;
import dev.tocsin.proto.identity.v1.ScheduleFinding;
import dev.tocsin.proto.identity.v1.ScheduleFindingKind;
import dev.tocsin.proto.identity.v1.Shift;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Adds to a final schedule, stored or only thought of, what speaks against it for its people: time
 * off, public holidays, and too little rest between the shifts of this schedule.
 */
@Singleton
class PlanningFindings {

  /** Of each kind; the first ones lead to the rest. */
  private static final int MOST = 100;

  /** A shift of the answer, as its place in it. */
  private record Own(int place, Instant start, Instant end) {}

  /** What is known of the people. */
  private record About(List<Away> away, Map<UUID, ZoneId> zones) {}

  private final Database database;
  private final Absences absences;
  private final RestSettings settings;
  private final People people;
  private final Computing computing;

  PlanningFindings(
      @ServiceDatabase("identity") Database database,
      Absences absences,
      RestSettings settings,
      People people,
      Computing computing) {
    this.database = database;
    this.absences = absences;
    this.settings = settings;
    this.people = people;
    this.computing = computing;
  }

  /** The schedule with these findings after its own; services have no use for them. */
  Uni<FinalSchedule> with(Caller caller, FinalSchedule drawn) {
    UUID tenant = caller.tenantId();
    Map<UUID, List<Own>> shifts = shifts(drawn);
    if (shifts.isEmpty() || caller.kind() == Caller.Kind.SERVICE) {
      return Uni.createFrom().item(drawn);
    }
    Optional<UUID> schedule =
        Optional.of(drawn.getScheduleId()).filter(id -> !id.isEmpty()).map(UUID::fromString);
    ZoneId zone = ZoneId.of(drawn.getTimeZone());
    List<Own> all = shifts.values().stream().flatMap(List::stream).toList();
    Instant from = all.stream().map(Own::start).min(Comparator.naturalOrder()).orElseThrow();
    Instant until = all.stream().map(Own::end).max(Comparator.naturalOrder()).orElseThrow();
    return settings
        .of(tenant)
        .flatMap(
            rules ->
                database
                    .entities(
                        tenant,
                        tx ->
                            absences
                                .of(tx, shifts.keySet(), schedule, zone, from, until)
                                .flatMap(
                                    away ->
                                        people
                                            .zones(tx, shifts.keySet())
                                            .map(zones -> new About(away, zones))))
                    .flatMap(
                        about ->
                            computing.of(
                                () ->
                                    drawn.toBuilder()
                                        .addAllFindings(away(shifts, about.away()))
                                        .addAllFindings(rest(rules, shifts, about.zones(), zone))
                                        .build())));
  }

  private static Map<UUID, List<Own>> shifts(FinalSchedule drawn) {
    Map<UUID, List<Own>> shifts = new LinkedHashMap<>();
    for (int i = 0; i < drawn.getShiftsCount(); i++) {
      Shift shift = drawn.getShifts(i);
      shifts
          .computeIfAbsent(UUID.fromString(shift.getUserId()), _ -> new ArrayList<>())
          .add(
              new Own(
                  i,
                  ProtoTime.instant("start_time", shift.getStartTime()),
                  ProtoTime.instant("end_time", shift.getEndTime())));
    }
    return shifts;
  }

  private static List<ScheduleFinding> away(Map<UUID, List<Own>> shifts, List<Away> away) {
    List<ScheduleFinding> findings = new ArrayList<>();
    for (Away each : away) {
      for (Own own : shifts.getOrDefault(each.user(), List.of())) {
        if (each.touches(own.start(), own.end()) && findings.size() < 2 * MOST) {
          findings.add(
              finding(
                  switch (each.kind()) {
                    case TIME_OFF -> ScheduleFindingKind.SCHEDULE_FINDING_KIND_TIME_OFF;
                    case HOLIDAY -> ScheduleFindingKind.SCHEDULE_FINDING_KIND_HOLIDAY;
                  },
                  each.text() + " and is on call",
                  own,
                  each.user(),
                  each.start().isBefore(own.start()) ? own.start() : each.start(),
                  each.end().isAfter(own.end()) ? own.end() : each.end()));
        }
      }
    }
    return findings;
  }

  private static List<ScheduleFinding> rest(
      RestRules rules, Map<UUID, List<Own>> shifts, Map<UUID, ZoneId> zones, ZoneId zone) {
    List<ScheduleFinding> findings = new ArrayList<>();
    shifts.forEach(
        (user, own) ->
            Rest.of(
                    rules,
                    user,
                    own.stream().map(each -> new Stretch(each.start(), each.end())).toList(),
                    zones.getOrDefault(user, zone))
                .stream()
                .limit(MOST)
                .forEach(broken -> findings.add(finding(broken, own))));
    findings.sort(Comparator.comparing(finding -> ProtoTime.instant("", finding.getStartTime())));
    return findings.stream().limit(MOST).toList();
  }

  /** At the shift that begins when the rest ends, or that breaks the budget. */
  private static ScheduleFinding finding(Rest.Broken broken, List<Own> own) {
    Own place =
        own.stream()
            .filter(each -> each.end().isAfter(broken.time().end()))
            .findFirst()
            .orElse(own.getLast());
    return finding(
        ScheduleFindingKind.SCHEDULE_FINDING_KIND_REST,
        broken.text(),
        place,
        broken.user(),
        broken.time().start(),
        broken.time().end());
  }

  private static ScheduleFinding finding(
      ScheduleFindingKind kind, String text, Own at, UUID user, Instant start, Instant end) {
    return ScheduleFinding.newBuilder()
        .setKind(kind)
        .setText(text)
        .setField("shifts[" + at.place() + "]")
        .setUserId(user.toString())
        .setStartTime(ProtoTime.of(start))
        .setEndTime(ProtoTime.of(end))
        .build();
  }
}
