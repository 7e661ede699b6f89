package dev.tocsin.identity.reach;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.Watch;
import dev.tocsin.identity.schedule.OnCallOver;
import dev.tocsin.identity.schedule.Statements;
import dev.tocsin.identity.team.TeamPeople;
import dev.tocsin.identity.user.Reachable;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverResponse;
import dev.tocsin.proto.identity.v1.TargetOverTime;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The people behind targets at every instant of a range. */
@Singleton
class ReachOver {

  /** Two megabytes of an answer: half of what a message may have. */
  static final int MOST_STRETCHES = 50_000;

  private final Database database;
  private final OnCallOver onCall;
  private final Reachable reachable;

  ReachOver(
      @ServiceDatabase("identity") Database database, OnCallOver onCall, Reachable reachable) {
    this.database = database;
    this.onCall = onCall;
    this.reachable = reachable;
  }

  private record Read(
      Map<UUID, TeamPeople.Named> teams, OnCallOver.Read schedules, List<ReachableUser> users) {}

  Uni<ResolveTargetsOverResponse> resolve(UUID tenant, ResolveTargetsOverRequest request) {
    Instant from = ProtoTime.instant("start_time", request.getStartTime());
    Instant until = ProtoTime.instant("end_time", request.getEndTime());
    Set<UUID> users = new LinkedHashSet<>();
    Set<UUID> teams = new LinkedHashSet<>();
    Set<UUID> schedules = new LinkedHashSet<>();
    Set<UUID> next = new LinkedHashSet<>();
    for (ReachTarget target : request.getTargetsList()) {
      switch (target.getTargetCase()) {
        case USER_ID -> users.add(UUID.fromString(target.getUserId()));
        case TEAM_ID -> teams.add(UUID.fromString(target.getTeamId()));
        case ON_CALL -> {
          UUID schedule = UUID.fromString(target.getOnCall().getScheduleId());
          schedules.add(schedule);
          if (target.getOnCall().getNext()) {
            next.add(schedule);
          }
        }
        case TARGET_NOT_SET -> {}
      }
    }
    return database
        .inTenant(
            tenant,
            tx ->
                TeamPeople.read(tx, teams)
                    .chain(
                        named ->
                            onCall
                                .read(Statements.of(tx), schedules, next, from, until)
                                .chain(
                                    read -> {
                                      named.values().forEach(team -> users.addAll(team.members()));
                                      users.addAll(read.people());
                                      return reachable
                                          .read(tx, tenant, users)
                                          .map(people -> new Read(named, read, people));
                                    })))
        .chain(
            read -> onCall.of(read.schedules(), over -> answer(request, read, over, from, until)));
  }

  private static ResolveTargetsOverResponse answer(
      ResolveTargetsOverRequest request,
      Read read,
      Map<UUID, OnCallOver.Over> schedules,
      Instant from,
      Instant until) {
    var people = new PeopleTable(read.users());
    var answer = ResolveTargetsOverResponse.newBuilder();
    var bound = new Bound(until);
    for (ReachTarget target : request.getTargetsList()) {
      answer.addTargets(target(target, read.teams(), schedules, people, from, bound));
    }
    return answer.addAllUsers(people.named()).build();
  }

  /** Counts the stretches of an answer as they are made. */
  private static final class Bound {
    private final Instant until;
    private int stretches;

    Bound(Instant until) {
      this.until = until;
    }

    void oneMore() {
      if (++stretches > MOST_STRETCHES) {
        throw Invalid.field(
            "end_time",
            "who is on call changes more than %d times until %s: ask for a shorter range, or for fewer targets at once"
                .formatted(MOST_STRETCHES, until));
      }
    }
  }

  private static TargetOverTime target(
      ReachTarget target,
      Map<UUID, TeamPeople.Named> teams,
      Map<UUID, OnCallOver.Over> schedules,
      PeopleTable people,
      Instant from,
      Bound bound) {
    var told = TargetOverTime.newBuilder();
    switch (target.getTargetCase()) {
      case USER_ID -> {
        UUID user = UUID.fromString(target.getUserId());
        if (people.knows(user)) {
          told.setExists(true).setName(people.name(user));
          told.addStretches(people.stretch(from, List.of(user), List.of(), List.of()));
        }
      }
      case TEAM_ID -> {
        TeamPeople.Named team = teams.get(UUID.fromString(target.getTeamId()));
        if (team != null) {
          told.setExists(true).setName(team.name());
          told.addStretches(people.stretch(from, team.members(), List.of(), List.of()));
        }
      }
      case ON_CALL -> {
        OnCallOver.Over over = schedules.get(UUID.fromString(target.getOnCall().getScheduleId()));
        if (over != null) {
          told.setExists(true).setName(over.schedule());
          over.faults().forEach(fault -> told.addCalendars(CalendarMessages.of(fault)));
          if (target.getOnCall().getNext()) {
            stretches(told, people, bound, over.next(), List.of(), List.of());
          } else {
            duty(told, people, bound, over, target.getOnCall().getDuty());
          }
        }
      }
      case TARGET_NOT_SET -> {}
    }
    return told.build();
  }

  /** By the same rule as at an instant: shadows belong to primaries, and to no gap. */
  private static void duty(
      TargetOverTime.Builder told,
      PeopleTable people,
      Bound bound,
      OnCallOver.Over over,
      dev.tocsin.proto.identity.v1.Duty asked) {
    Duty duty =
        switch (asked) {
          case DUTY_SECONDARY -> Duty.SECONDARY;
          case DUTY_SHADOW -> Duty.SHADOW;
          case DUTY_PRIMARY, DUTY_UNSPECIFIED, UNRECOGNIZED -> Duty.PRIMARY;
        };
    stretches(
        told,
        people,
        bound,
        over.people().getOrDefault(duty, List.of()),
        duty == Duty.PRIMARY ? over.people().getOrDefault(Duty.SHADOW, List.of()) : List.of(),
        over.gone().getOrDefault(duty, List.of()));
  }

  private static void stretches(
      TargetOverTime.Builder told,
      PeopleTable people,
      Bound bound,
      List<Watch> present,
      List<Watch> shadows,
      List<Watch> gone) {
    var all = new Together(present, shadows, gone);
    while (all.hasNext()) {
      bound.oneMore();
      Instant start = all.start();
      List<UUID> now = all.of(0);
      told.addStretches(
          people.stretch(
              start,
              now,
              now.isEmpty() ? List.of() : all.of(1),
              now.isEmpty() ? all.of(2) : List.of()));
      all.advance();
    }
  }
}
