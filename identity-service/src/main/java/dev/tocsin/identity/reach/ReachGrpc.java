package dev.tocsin.identity.reach;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.rest.RestRules;
import dev.tocsin.identity.rest.RestSettings;
import dev.tocsin.identity.schedule.OnCallNow;
import dev.tocsin.identity.schedule.Statements;
import dev.tocsin.identity.team.TeamPeople;
import dev.tocsin.identity.user.Reachable;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.MutinyReachServiceGrpc;
import dev.tocsin.proto.identity.v1.OnCallTarget;
import dev.tocsin.proto.identity.v1.PageRest;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverResponse;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import dev.tocsin.proto.identity.v1.ResolvedTarget;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The people behind targets as an RPC. */
@GrpcService
@Singleton
public class ReachGrpc extends MutinyReachServiceGrpc.ReachServiceImplBase {

  private final Database database;
  private final OnCallNow onCall;
  private final Reachable reachable;
  private final ReachOver over;

  ReachGrpc(
      @ServiceDatabase("identity") Database database,
      OnCallNow onCall,
      Reachable reachable,
      ReachOver over) {
    this.database = database;
    this.onCall = onCall;
    this.reachable = reachable;
    this.over = over;
  }

  @Override
  public Uni<ResolveTargetsOverResponse> resolveTargetsOver(ResolveTargetsOverRequest request) {
    return over.resolve(Caller.current().tenantId(), request);
  }

  /** What was read of the targets. */
  private record Found(
      Map<UUID, TeamPeople.Named> teams, Map<UUID, OnCallNow.Who> schedules, RestRules rest) {}

  @Override
  public Uni<ResolveTargetsResponse> resolveTargets(ResolveTargetsRequest request) {
    UUID tenant = Caller.current().tenantId();
    Instant at =
        request.hasAt() ? ProtoTime.instant("at", request.getAt()) : database.clock().now();
    Set<UUID> teams = new LinkedHashSet<>();
    Set<UUID> schedules = new LinkedHashSet<>();
    Set<UUID> next = new LinkedHashSet<>();
    for (ReachTarget target : request.getTargetsList()) {
      switch (target.getTargetCase()) {
        case TEAM_ID -> teams.add(UUID.fromString(target.getTeamId()));
        case ON_CALL -> {
          UUID schedule = UUID.fromString(target.getOnCall().getScheduleId());
          schedules.add(schedule);
          if (target.getOnCall().getNext()) {
            next.add(schedule);
          }
        }
        case USER_ID, TARGET_NOT_SET -> {}
      }
    }
    return database.inTenantByKeys(
        tenant,
        tx ->
            Uni.combine()
                .all()
                .unis(
                    TeamPeople.read(tx, teams),
                    onCall.who(Statements.of(tx), schedules, next, at),
                    RestSettings.read(tx))
                .with(Found::new)
                .chain(
                    found ->
                        reachable
                            .read(tx, tenant, people(request, found))
                            .map(users -> response(request, found, users))));
  }

  private static Set<UUID> people(ResolveTargetsRequest request, Found found) {
    Set<UUID> people = new LinkedHashSet<>();
    request.getUserIdsList().forEach(user -> people.add(UUID.fromString(user)));
    for (ReachTarget target : request.getTargetsList()) {
      if (target.hasUserId()) {
        people.add(UUID.fromString(target.getUserId()));
      }
    }
    found.teams().values().forEach(team -> people.addAll(team.members()));
    for (OnCallNow.Who who : found.schedules().values()) {
      who.people().values().forEach(people::addAll);
      people.addAll(who.next());
    }
    return people;
  }

  private static ResolveTargetsResponse response(
      ResolveTargetsRequest request, Found found, List<ReachableUser> users) {
    Map<String, String> names = new HashMap<>();
    users.forEach(user -> names.put(user.getUser().getId(), user.getUser().getName()));
    ResolveTargetsResponse.Builder response =
        ResolveTargetsResponse.newBuilder().addAllUsers(users);
    if (found.rest().divert()) {
      response.setRest(rest(found.rest()));
    }
    for (ReachTarget target : request.getTargetsList()) {
      ResolvedTarget.Builder resolved = response.addTargetsBuilder();
      switch (target.getTargetCase()) {
        case USER_ID -> {
          String user = UUID.fromString(target.getUserId()).toString();
          if (names.containsKey(user)) {
            resolved.setExists(true).setName(names.get(user)).addUserIds(user);
          }
        }
        case TEAM_ID -> {
          TeamPeople.Named team = found.teams().get(UUID.fromString(target.getTeamId()));
          if (team != null) {
            resolved.setExists(true).setName(team.name()).addAllUserIds(ids(team.members()));
          }
        }
        case ON_CALL -> {
          OnCallTarget wanted = target.getOnCall();
          OnCallNow.Who who = found.schedules().get(UUID.fromString(wanted.getScheduleId()));
          if (who != null) {
            resolve(
                wanted,
                who,
                found.rest().divert(),
                resolved.setExists(true).setName(who.schedule()));
          }
        }
        case TARGET_NOT_SET -> {}
      }
    }
    return response.build();
  }

  private static PageRest rest(RestRules rules) {
    return PageRest.newBuilder()
        .setMinRestHours((int) rules.minRest().toHours())
        .setNightStart(rules.nightStart().toString())
        .setNightEnd(rules.nightEnd().toString())
        .setCritical(rules.divertCritical())
        .build();
  }

  private static void resolve(
      OnCallTarget wanted, OnCallNow.Who who, boolean divert, ResolvedTarget.Builder resolved) {
    if (wanted.getNext()) {
      resolved.addAllUserIds(ids(who.next()));
      return;
    }
    switch (wanted.getDuty()) {
      case DUTY_SECONDARY -> resolved.addAllUserIds(ids(who, Duty.SECONDARY));
      case DUTY_SHADOW -> resolved.addAllUserIds(ids(who, Duty.SHADOW));
      case DUTY_PRIMARY, DUTY_UNSPECIFIED, UNRECOGNIZED -> {
        resolved.addAllUserIds(ids(who, Duty.PRIMARY));
        if (resolved.getUserIdsCount() > 0) {
          resolved.addAllShadowUserIds(ids(who, Duty.SHADOW));
        }
        if (divert) {
          List<String> primaries = resolved.getUserIdsList();
          resolved.addAllSecondaryUserIds(
              ids(who, Duty.SECONDARY).stream().filter(user -> !primaries.contains(user)).toList());
        }
      }
    }
  }

  private static List<String> ids(OnCallNow.Who who, Duty duty) {
    return ids(who.people().getOrDefault(duty, List.of()));
  }

  private static List<String> ids(List<UUID> users) {
    return users.stream().map(UUID::toString).distinct().toList();
  }
}
