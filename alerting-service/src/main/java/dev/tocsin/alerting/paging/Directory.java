package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.GetUsersRequest;
import dev.tocsin.proto.identity.v1.MutinyReachServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyUserServiceGrpc;
import dev.tocsin.proto.identity.v1.OnCallTarget;
import dev.tocsin.proto.identity.v1.PageRest;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import dev.tocsin.proto.identity.v1.ResolvedTarget;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who people are and how they are reached, as identity-service says; kept for a second at most.
 * Every method fails with {@code Unavailable} while identity-service does not answer.
 */
@Singleton
public class Directory {

  private static final String IDENTITY = "identity";

  /** The contract's bound of GetUsers. */
  private static final int MOST_AT_ONCE = 1000;

  private final ServiceClients services;
  private final Recent<Key, Answers> answers = new Recent<>();
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
    Asked asked = new Asked(peopled(step), others);
    return asked.targets().isEmpty()
        ? Uni.createFrom().item(Answers.NONE)
        : answers.get(new Key(tenant, asked), now, () -> resolve(tenant, asked, now));
  }

  /**
   * The same for a time to come, asked anew: an answer about tomorrow must not be remembered when
   * tomorrow has come.
   */
  public Uni<Answers> foresee(UUID tenant, Step step, Instant at) {
    Asked asked = new Asked(peopled(step), Set.of());
    return asked.targets().isEmpty()
        ? Uni.createFrom().item(Answers.NONE)
        : resolve(tenant, asked, at);
  }

  private static List<Target> peopled(Step step) {
    return step.targets().stream()
        .filter(target -> !(target instanceof Target.Channel))
        .distinct()
        .toList();
  }

  private Uni<Answers> resolve(UUID tenant, Asked asked, Instant at) {
    ResolveTargetsRequest.Builder request =
        ResolveTargetsRequest.newBuilder().setAt(ProtoTime.of(at));
    asked.targets().forEach(target -> request.addTargets(message(target)));
    asked.others().forEach(user -> request.addUserIds(user.toString()));
    return services
        .call(
            IDENTITY,
            MutinyReachServiceGrpc::newMutinyStub,
            tenant,
            stub -> stub.resolveTargets(request.build()))
        .map(response -> answers(asked.targets(), response));
  }

  static ReachTarget message(Target target) {
    ReachTarget.Builder message = ReachTarget.newBuilder();
    switch (target) {
      case Target.Person person -> message.setUserId(person.user().toString());
      case Target.Team team -> message.setTeamId(team.team().toString());
      case Target.OnCall call ->
          message.setOnCall(
              OnCallTarget.newBuilder()
                  .setScheduleId(call.schedule().toString())
                  .setDuty(
                      call.turn() == Target.Turn.SECONDARY
                          ? Duty.DUTY_SECONDARY
                          : Duty.DUTY_PRIMARY)
                  .setNext(call.turn() == Target.Turn.NEXT));
      case Target.Channel _ -> throw new IllegalArgumentException(target + " has no people");
    }
    return message.build();
  }

  private static Answers answers(List<Target> targets, ResolveTargetsResponse response) {
    Map<Target, Optional<List<UUID>>> members = new HashMap<>();
    Map<Target, List<UUID>> shadows = new HashMap<>();
    Map<Target, List<UUID>> secondaries = new HashMap<>();
    Map<UUID, String> names = new HashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      if (target instanceof Target.Person) {
        continue;
      }
      ResolvedTarget resolved = response.getTargets(i);
      members.put(
          target,
          resolved.getExists() ? Optional.of(ids(resolved.getUserIdsList())) : Optional.empty());
      shadows.put(target, ids(resolved.getShadowUserIdsList()));
      secondaries.put(target, ids(resolved.getSecondaryUserIdsList()));
      if (!resolved.getName().isEmpty()) {
        names.put(Via.of(target, Map.of()).id(), resolved.getName());
      }
    }
    return new Answers(
        members,
        shadows,
        secondaries,
        names,
        Persons.of(response.getUsersList()),
        response.hasRest() ? Optional.of(rule(response.getRest())) : Optional.empty());
  }

  private static RestRule rule(PageRest rest) {
    return new RestRule(
        Duration.ofHours(rest.getMinRestHours()),
        LocalTime.parse(rest.getNightStart()),
        LocalTime.parse(rest.getNightEnd()),
        rest.getCritical());
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
              .invoke(answer -> found.putAll(Persons.of(answer.getUsersList())))
              .replaceWithVoid();
    }
    return asked.replaceWith(found);
  }

  private static List<UUID> ids(List<String> ids) {
    return ids.stream().map(UUID::fromString).distinct().toList();
  }

  private record Key(UUID tenant, Object asked) {}

  /** What a step wants to know: its targets that have people, and whose names are told. */
  private record Asked(List<Target> targets, Set<UUID> others) {}
}
