package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.GetOnCallUsersRequest;
import dev.tocsin.proto.identity.v1.GetScheduleRequest;
import dev.tocsin.proto.identity.v1.GetTeamRequest;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.GetUsersResponse;
import dev.tocsin.proto.identity.v1.MutinyScheduleServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyTeamServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyUserServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.Shift;
import dev.tocsin.proto.identity.v1.TeamMember;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who people are and how they are reached, as identity-service says; kept for a second at most.
 * Every method fails with {@code Unavailable} while identity-service does not answer.
 */
@ApplicationScoped
public class Directory {

  private static final String IDENTITY = "identity";

  /** The contract's bound of GetUsers. */
  private static final int MOST_AT_ONCE = 1000;

  private final ServiceClients services;
  private final Recent<Key, Optional<Crew>> crews = new Recent<>();
  private final Recent<Key, Optional<Person>> people = new Recent<>();

  Directory(ServiceClients services) {
    this.services = services;
  }

  /**
   * Everything that {@link Paging} wants to know about a step. Asks nobody for a step of channels
   * alone.
   */
  public Uni<Answers> ask(UUID tenant, Step step, Instant now) {
    return ask(tenant, step, Set.of(), now);
  }

  /**
   * The same, and who these people are.
   *
   * @param others whose names are told; that they cannot be had keeps no page
   */
  public Uni<Answers> ask(UUID tenant, Step step, Set<UUID> others, Instant now) {
    Set<UUID> users = new LinkedHashSet<>();
    List<Target> targets = new ArrayList<>();
    for (Target target : new LinkedHashSet<>(step.targets())) {
      if (target instanceof Target.Person person) {
        users.add(person.user());
      } else if (!(target instanceof Target.Channel)) {
        targets.add(target);
      }
    }
    return crews(tenant, targets, now)
        .chain(
            crews -> {
              Map<Target, Optional<List<UUID>>> found = new HashMap<>();
              Map<UUID, String> names = new HashMap<>();
              for (int i = 0; i < targets.size(); i++) {
                Target target = targets.get(i);
                Optional<Crew> crew = crews.get(i);
                found.put(target, crew.map(Crew::users));
                crew.ifPresent(c -> users.addAll(c.users()));
                crew.filter(c -> !c.name().isEmpty())
                    .ifPresent(c -> names.put(id(target), c.name()));
              }
              if (!users.isEmpty()) {
                users.addAll(others);
              }
              return people(tenant, users, now).map(known -> new Answers(found, names, known));
            });
  }

  private Uni<List<Optional<Crew>>> crews(UUID tenant, List<Target> targets, Instant now) {
    return targets.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Uni.join()
            .all(targets.stream().map(target -> crew(tenant, target, now)).toList())
            .andFailFast();
  }

  /**
   * The same for a time to come, asked anew: an answer about tomorrow must not be remembered when
   * tomorrow has come.
   */
  public Uni<Answers> foresee(UUID tenant, Step step, Instant at) {
    return new Directory(services).ask(tenant, step, at);
  }

  /** Those of the people who exist, deactivated ones included. */
  public Uni<Map<UUID, Person>> people(UUID tenant, Collection<UUID> users, Instant now) {
    if (users.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    Set<UUID> wanted = new LinkedHashSet<>(users);
    Uni<Map<UUID, Person>> asked =
        Uni.createFrom().deferred(() -> fetch(tenant, wanted)).memoize().indefinitely();
    List<Uni<Optional<Person>>> each =
        wanted.stream()
            .map(
                user ->
                    people.get(
                        new Key(tenant, user),
                        now,
                        () -> asked.map(all -> Optional.ofNullable(all.get(user)))))
            .toList();
    return Uni.join()
        .all(each)
        .andFailFast()
        .map(
            answers -> {
              Map<UUID, Person> known = new HashMap<>();
              answers.forEach(answer -> answer.ifPresent(p -> known.put(p.id(), p)));
              return known;
            });
  }

  private Uni<Optional<Crew>> crew(UUID tenant, Target target, Instant now) {
    return crews.get(
        new Key(tenant, target),
        now,
        () ->
            (switch (target) {
                  case Target.OnCall call -> onCall(tenant, call, now);
                  case Target.Team team -> team(tenant, team);
                  default -> throw new IllegalArgumentException(target + " has no members");
                })
                .map(Optional::of)
                .onFailure(NotFound.class)
                .recoverWithItem(Optional.empty()));
  }

  private Uni<Crew> onCall(UUID tenant, Target.OnCall call, Instant now) {
    GetOnCallUsersRequest request =
        GetOnCallUsersRequest.newBuilder()
            .setScheduleId(call.schedule().toString())
            .setAt(ProtoTime.of(now))
            .build();
    Uni<List<Shift>> shifts =
        services
            .call(
                IDENTITY,
                MutinyScheduleServiceGrpc::newMutinyStub,
                tenant,
                stub -> stub.getOnCallUsers(request))
            .map(answer -> call.next() ? answer.getNextList() : answer.getOnCallList());
    return Uni.combine()
        .all()
        .unis(scheduleName(tenant, call), shifts)
        .with((name, found) -> new Crew(name, ids(found.stream().map(Shift::getUserId))));
  }

  /** For the reader only: a page does not wait for a name that cannot be had. */
  private Uni<String> scheduleName(UUID tenant, Target.OnCall call) {
    GetScheduleRequest request =
        GetScheduleRequest.newBuilder().setId(call.schedule().toString()).build();
    return services
        .call(
            IDENTITY,
            MutinyScheduleServiceGrpc::newMutinyStub,
            tenant,
            stub -> stub.getSchedule(request))
        .map(Schedule::getName)
        .onFailure()
        .recoverWithItem("");
  }

  private Uni<Crew> team(UUID tenant, Target.Team team) {
    GetTeamRequest request = GetTeamRequest.newBuilder().setId(team.team().toString()).build();
    return services
        .call(IDENTITY, MutinyTeamServiceGrpc::newMutinyStub, tenant, stub -> stub.getTeam(request))
        .map(
            answer ->
                new Crew(
                    answer.getName(),
                    ids(answer.getMembersList().stream().map(TeamMember::getUserId))));
  }

  private static UUID id(Target target) {
    return Via.of(target, Map.of()).id();
  }

  private Uni<Map<UUID, Person>> fetch(UUID tenant, Set<UUID> users) {
    List<String> ids = users.stream().map(UUID::toString).toList();
    Map<UUID, Person> found = new HashMap<>();
    Uni<Void> asked = Uni.createFrom().voidItem();
    for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
      GetUsersRequest request =
          GetUsersRequest.newBuilder()
              .addAllIds(ids.subList(from, Math.min(from + MOST_AT_ONCE, ids.size())))
              .build();
      asked =
          asked
              .chain(
                  () ->
                      services.call(
                          IDENTITY,
                          MutinyUserServiceGrpc::newMutinyStub,
                          tenant,
                          stub -> stub.getUsers(request)))
              .invoke(answer -> found.putAll(persons(answer)))
              .replaceWithVoid();
    }
    return asked.replaceWith(found);
  }

  private static Map<UUID, Person> persons(GetUsersResponse answer) {
    Map<UUID, Person> persons = new HashMap<>();
    for (ReachableUser user : answer.getUsersList()) {
      UUID id = UUID.fromString(user.getUser().getId());
      List<Person.Contact> contacts =
          user.getContactMethodsList().stream().flatMap(Directory::contact).toList();
      persons.put(
          id,
          new Person(
              id,
              user.getUser().getName(),
              user.getUser().getActive(),
              contacts,
              wishes(user.getPreferences())));
    }
    return persons;
  }

  private static Preferences wishes(dev.tocsin.proto.identity.v1.Preferences told) {
    Map<String, List<Medium>> media = new HashMap<>();
    told.getPageRulesList()
        .forEach(
            rule -> {
              List<Medium> wanted =
                  rule.getContactKindsList().stream()
                      .flatMap(kind -> medium(kind).stream())
                      .toList();
              rule.getSeveritiesList().forEach(severity -> media.put(severity, wanted));
            });
    String zone = told.getTimeZone().isEmpty() ? "UTC" : told.getTimeZone();
    return new Preferences(told.getLocale(), zone, media);
  }

  private static Stream<Person.Contact> contact(ContactMethod method) {
    return medium(method.getKind()).stream()
        .map(
            medium ->
                new Person.Contact(
                    medium, method.getAddress(), method.getEnabled(), method.hasVerifiedTime()));
  }

  private static Optional<Medium> medium(ContactKind kind) {
    return switch (kind) {
      case CONTACT_KIND_EMAIL -> Optional.of(Medium.EMAIL);
      case CONTACT_KIND_SLACK -> Optional.of(Medium.SLACK);
      case CONTACT_KIND_PHONE -> Optional.of(Medium.SMS);
      case CONTACT_KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static List<UUID> ids(Stream<String> ids) {
    return ids.map(UUID::fromString).distinct().toList();
  }

  private record Key(UUID tenant, Object asked) {}

  /** The people behind a schedule or team; the name is empty when it is not known. */
  private record Crew(String name, List<UUID> users) {}
}
