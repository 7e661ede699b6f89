package dev.tocsin.alerting.support;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import dev.tocsin.proto.identity.v1.AuditEvent;
import dev.tocsin.proto.identity.v1.AuditServiceGrpc;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.GetUsersResponse;
import dev.tocsin.proto.identity.v1.OnCallTarget;
import dev.tocsin.proto.identity.v1.PageRest;
import dev.tocsin.proto.identity.v1.ReachServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.RecordAuditEventsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverResponse;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import dev.tocsin.proto.identity.v1.ResolvedTarget;
import dev.tocsin.proto.identity.v1.TargetCalendar;
import dev.tocsin.proto.identity.v1.TargetOverTime;
import dev.tocsin.proto.identity.v1.TargetStretch;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.identity.v1.TeamMember;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** identity-service as alerting-service sees it. */
public final class FakeIdentity {

  private record Key(UUID tenant, UUID id) {}

  private record Duties(List<UUID> now, List<UUID> next, List<UUID> secondary, List<UUID> shadow) {}

  final AtomicBoolean down = new AtomicBoolean();
  private final Map<Key, Team> teams = new ConcurrentHashMap<>();
  private final Map<Key, ReachableUser> users = new ConcurrentHashMap<>();
  private final Map<Key, Duties> onCall = new ConcurrentHashMap<>();

  private final Map<UUID, PageRest> rests = new ConcurrentHashMap<>();
  private final Map<Key, SortedMap<Instant, TargetStretch>> later = new ConcurrentHashMap<>();
  private final Map<Key, TargetCalendar> calendars = new ConcurrentHashMap<>();

  private final Map<UUID, List<AuditEvent>> audited = new ConcurrentHashMap<>();

  /** What was recorded in a tenant's audit log, in the order of the changes. */
  public List<AuditEvent> audited(UUID tenant) {
    return audited.getOrDefault(tenant, List.of()).stream()
        .sorted(Comparator.comparing(AuditEvent::getId))
        .toList();
  }

  /** When people come and go, and what they were told. */
  public final FakeRotas rotas = new FakeRotas();

  /** How often it was asked who is on call. */
  public final AtomicInteger asked = new AtomicInteger();

  /** Stops or starts answering. */
  public void down(boolean is) {
    down.set(is);
  }

  /** A person with a Slack and an e-mail address. */
  public UUID person(UUID tenant, String name) {
    UUID id = UUID.randomUUID();
    user(
        tenant,
        id,
        name,
        true,
        Map.of(
            ContactKind.CONTACT_KIND_SLACK,
            "U-" + name,
            ContactKind.CONTACT_KIND_EMAIL,
            name + "@example.com"));
    return id;
  }

  /** A person as given. */
  public void user(
      UUID tenant, UUID id, String name, boolean active, Map<ContactKind, String> contacts) {
    ReachableUser.Builder user = ReachableUser.newBuilder();
    user.getUserBuilder().setId(id.toString()).setName(name).setActive(active);
    contacts.forEach(
        (kind, address) ->
            user.addContactMethodsBuilder()
                .setId(UUID.randomUUID().toString())
                .setUserId(id.toString())
                .setKind(kind)
                .setAddress(address)
                .setEnabled(true));
    users.put(new Key(tenant, id), user.build());
  }

  /** A person who is not reached and lives in a zone. */
  public void lives(UUID tenant, UUID id, String name, String zone) {
    ReachableUser.Builder user = ReachableUser.newBuilder();
    user.getUserBuilder().setId(id.toString()).setName(name).setActive(true);
    user.getPreferencesBuilder().setTimeZone(zone);
    users.put(new Key(tenant, id), user.build());
  }

  /** A schedule called Primary with these people on call. */
  public UUID schedule(UUID tenant, List<UUID> now, List<UUID> next) {
    UUID id = UUID.randomUUID();
    onCall(tenant, id, now, next);
    return id;
  }

  /** Changes who is on call. */
  public void onCall(UUID tenant, UUID schedule, List<UUID> now, List<UUID> next) {
    onCall.put(new Key(tenant, schedule), new Duties(now, next, List.of(), List.of()));
  }

  /** A team called Crew. */
  public UUID team(UUID tenant, List<UUID> members) {
    UUID id = UUID.randomUUID();
    Team.Builder team = Team.newBuilder().setId(id.toString()).setName("Crew");
    members.forEach(member -> team.addMembersBuilder().setUserId(member.toString()));
    teams.put(new Key(tenant, id), team.build());
    return id;
  }

  /** Somebody behind those on call, and somebody who only learns from them. */
  public void behind(UUID tenant, UUID schedule, List<UUID> secondary, List<UUID> shadow) {
    onCall.computeIfPresent(
        new Key(tenant, schedule),
        (_, old) -> new Duties(old.now(), old.next(), secondary, shadow));
  }

  /** The tenant has pages diverted. */
  public void divert(UUID tenant, PageRest rest) {
    rests.put(tenant, rest);
  }

  /** Shows of all addresses of a person that they work. */
  public void verified(UUID tenant, UUID user) {
    users.computeIfPresent(
        new Key(tenant, user),
        (_, old) -> {
          ReachableUser.Builder verified = old.toBuilder();
          verified
              .getContactMethodsBuilderList()
              .forEach(contact -> contact.setVerifiedTime(Timestamp.newBuilder().setSeconds(1)));
          return verified.build();
        });
  }

  /**
   * What a schedule says from these instants on, for those who look ahead; from the first instant
   * of any range on it says what it says now.
   */
  public void later(UUID tenant, UUID schedule, Map<Instant, TargetStretch> stretches) {
    later.put(new Key(tenant, schedule), new TreeMap<>(stretches));
  }

  /** A calendar of a schedule with which something is wrong. */
  public void calendar(UUID tenant, UUID schedule, TargetCalendar calendar) {
    calendars.put(new Key(tenant, schedule), calendar);
  }

  List<BindableService> services() {
    return List.of(new Reach(), new Users(), new AuditLog(), rotas, rotas.notices());
  }

  private final class Reach extends ReachServiceGrpc.ReachServiceImplBase {
    @Override
    public void resolveTargets(
        ResolveTargetsRequest request, StreamObserver<ResolveTargetsResponse> to) {
      ResolveTargetsResponse.Builder response = ResolveTargetsResponse.newBuilder();
      Set<String> named = new LinkedHashSet<>(request.getUserIdsList());
      for (ReachTarget target : request.getTargetsList()) {
        ResolvedTarget resolved =
            switch (target.getTargetCase()) {
              case USER_ID -> user(users.get(key(target.getUserId())), target.getUserId());
              case TEAM_ID -> team(teams.get(key(target.getTeamId())));
              case ON_CALL -> {
                asked.incrementAndGet();
                yield onCall(target.getOnCall());
              }
              case TARGET_NOT_SET -> throw new IllegalArgumentException("names nobody");
            };
        response.addTargets(resolved);
        named.addAll(resolved.getUserIdsList());
        named.addAll(resolved.getShadowUserIdsList());
        named.addAll(resolved.getSecondaryUserIdsList());
      }
      for (String id : named) {
        ReachableUser user = users.get(key(id));
        if (user != null) {
          response.addUsers(user);
        }
      }
      if (rests.containsKey(Guard.TENANT.get())) {
        response.setRest(rests.get(Guard.TENANT.get()));
      }
      answer(to, response.build());
    }

    /**
     * Everybody of the tenant is told, so that {@link #later} may name anybody by {@link #place}.
     */
    @Override
    public void resolveTargetsOver(
        ResolveTargetsOverRequest request, StreamObserver<ResolveTargetsOverResponse> to) {
      ResolveTargetsOverResponse.Builder response =
          ResolveTargetsOverResponse.newBuilder().addAllUsers(everybody(Guard.TENANT.get()));
      for (ReachTarget target : request.getTargetsList()) {
        ResolvedTarget now =
            switch (target.getTargetCase()) {
              case USER_ID -> user(users.get(key(target.getUserId())), target.getUserId());
              case TEAM_ID -> team(teams.get(key(target.getTeamId())));
              case ON_CALL -> onCall(target.getOnCall());
              case TARGET_NOT_SET -> throw new IllegalArgumentException("names nobody");
            };
        TargetOverTime.Builder told =
            response.addTargetsBuilder().setExists(now.getExists()).setName(now.getName());
        if (now.getExists()) {
          told.addStretchesBuilder()
              .setStartTime(request.getStartTime())
              .addAllUsers(places(now.getUserIdsList()))
              .addAllShadows(places(now.getShadowUserIdsList()));
        }
        if (target.hasOnCall()) {
          Key schedule = key(target.getOnCall().getScheduleId());
          later
              .getOrDefault(schedule, new TreeMap<>())
              .forEach(
                  (at, stretch) ->
                      told.addStretches(
                          stretch.toBuilder()
                              .setStartTime(
                                  Timestamp.newBuilder().setSeconds(at.getEpochSecond()))));
          if (calendars.containsKey(schedule)) {
            told.addCalendars(calendars.get(schedule));
          }
        }
      }
      answer(to, response.build());
    }

    private List<Integer> places(List<String> ids) {
      return ids.stream().map(id -> place(Guard.TENANT.get(), UUID.fromString(id))).toList();
    }

    private ResolvedTarget user(ReachableUser user, String id) {
      return user == null
          ? ResolvedTarget.getDefaultInstance()
          : ResolvedTarget.newBuilder()
              .setExists(true)
              .setName(user.getUser().getName())
              .addUserIds(id)
              .build();
    }

    private ResolvedTarget team(Team team) {
      return team == null
          ? ResolvedTarget.getDefaultInstance()
          : ResolvedTarget.newBuilder()
              .setExists(true)
              .setName(team.getName())
              .addAllUserIds(team.getMembersList().stream().map(TeamMember::getUserId).toList())
              .build();
    }

    private ResolvedTarget onCall(OnCallTarget target) {
      Duties duties = onCall.get(key(target.getScheduleId()));
      if (duties == null) {
        return ResolvedTarget.getDefaultInstance();
      }
      List<UUID> people =
          target.getDuty() == Duty.DUTY_SECONDARY
              ? duties.secondary()
              : target.getNext() ? duties.next() : duties.now();
      ResolvedTarget.Builder resolved =
          ResolvedTarget.newBuilder().setExists(true).setName("Primary");
      people.forEach(user -> resolved.addUserIds(user.toString()));
      if (people == duties.now() && !people.isEmpty()) {
        duties.shadow().forEach(user -> resolved.addShadowUserIds(user.toString()));
      }
      if (people == duties.now() && rests.containsKey(Guard.TENANT.get())) {
        duties.secondary().forEach(user -> resolved.addSecondaryUserIds(user.toString()));
      }
      return resolved.build();
    }
  }

  private List<ReachableUser> everybody(UUID tenant) {
    return users.entrySet().stream()
        .filter(each -> each.getKey().tenant().equals(tenant))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparing(each -> each.getUser().getId()))
        .toList();
  }

  /** A person's place in the answer to those who look ahead. */
  public int place(UUID tenant, UUID user) {
    return everybody(tenant).stream()
        .map(each -> each.getUser().getId())
        .toList()
        .indexOf(user.toString());
  }

  private final class Users extends UserServiceGrpc.UserServiceImplBase {
    @Override
    public void getUsers(GetUsersRequest request, StreamObserver<GetUsersResponse> to) {
      GetUsersResponse.Builder found = GetUsersResponse.newBuilder();
      for (String id : request.getIdsList()) {
        ReachableUser user = users.get(key(id));
        if (user != null) {
          found.addUsers(user);
        }
      }
      answer(to, found.build());
    }
  }

  private final class AuditLog extends AuditServiceGrpc.AuditServiceImplBase {
    @Override
    public void recordAuditEvents(RecordAuditEventsRequest request, StreamObserver<Empty> to) {
      List<AuditEvent> log =
          audited.computeIfAbsent(Guard.TENANT.get(), tenant -> new CopyOnWriteArrayList<>());
      request.getEventsList().stream()
          .filter(event -> log.stream().noneMatch(known -> known.getId().equals(event.getId())))
          .forEach(log::add);
      answer(to, Empty.getDefaultInstance());
    }
  }

  private static Key key(String id) {
    return new Key(Guard.TENANT.get(), UUID.fromString(id));
  }

  static <T> void answer(StreamObserver<T> to, T answer) {
    if (answer == null) {
      to.onError(Status.NOT_FOUND.asRuntimeException());
      return;
    }
    to.onNext(answer);
    to.onCompleted();
  }
}
