package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.policy.Target;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.MutinyReachServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsOverResponse;
import dev.tocsin.proto.identity.v1.TargetCalendar;
import dev.tocsin.proto.identity.v1.TargetOverTime;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks identity-service about targets over a range. */
@Singleton
public class Outlooks {

  private static final String IDENTITY = "identity";

  /** The contract's bound. */
  private static final int MOST_AT_ONCE = 200;

  private final ServiceClients services;

  Outlooks(ServiceClients services) {
    this.services = services;
  }

  /**
   * The targets over a range of at most 400 days. Fails with {@code Unavailable} while
   * identity-service does not answer, and with {@code Invalid} when there are too many changes.
   */
  public Uni<Outlook> of(UUID tenant, Collection<Target> targets, Instant from, Instant until) {
    List<Target> asked =
        targets.stream().filter(target -> !(target instanceof Target.Channel)).distinct().toList();
    Map<Target, Outlook.Line> lines = new HashMap<>();
    Map<UUID, String> names = new HashMap<>();
    Map<UUID, Person> people = new HashMap<>();
    Uni<Void> all = Uni.createFrom().voidItem();
    for (int i = 0; i < asked.size(); i += MOST_AT_ONCE) {
      List<Target> some = asked.subList(i, Math.min(i + MOST_AT_ONCE, asked.size()));
      ResolveTargetsOverRequest request =
          ResolveTargetsOverRequest.newBuilder()
              .addAllTargets(some.stream().map(Directory::message).toList())
              .setStartTime(ProtoTime.of(from))
              .setEndTime(ProtoTime.of(until))
              .build();
      all =
          all.chain(
                  () ->
                      services.call(
                          IDENTITY,
                          MutinyReachServiceGrpc::newMutinyStub,
                          tenant,
                          stub -> stub.resolveTargetsOver(request)))
              .invoke(answer -> read(some, answer, lines, names, people))
              .replaceWithVoid();
    }
    return all.map(_ -> new Outlook(lines, names, people));
  }

  private static void read(
      List<Target> targets,
      ResolveTargetsOverResponse answer,
      Map<Target, Outlook.Line> lines,
      Map<UUID, String> names,
      Map<UUID, Person> people) {
    people.putAll(Persons.of(answer.getUsersList()));
    List<UUID> ids =
        answer.getUsersList().stream()
            .map(ReachableUser::getUser)
            .map(user -> UUID.fromString(user.getId()))
            .toList();
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      if (target instanceof Target.Person) {
        continue;
      }
      TargetOverTime told = answer.getTargets(i);
      lines.put(target, line(told, ids));
      if (!told.getName().isEmpty()) {
        names.put(Via.of(target, Map.of()).id(), told.getName());
      }
    }
  }

  private static Outlook.Line line(TargetOverTime told, List<UUID> ids) {
    List<Outlook.Stretch> stretches = new ArrayList<>();
    if (told.getExists()) {
      told.getStretchesList()
          .forEach(
              stretch ->
                  stretches.add(
                      new Outlook.Stretch(
                          ProtoTime.instant("start_time", stretch.getStartTime()),
                          named(stretch.getUsersList(), ids),
                          named(stretch.getShadowsList(), ids),
                          named(stretch.getGoneList(), ids))));
    }
    return new Outlook.Line(
        stretches, told.getCalendarsList().stream().map(Outlooks::calendar).toList());
  }

  private static Outlook.Calendar calendar(TargetCalendar told) {
    return new Outlook.Calendar(
        UUID.fromString(told.getFeedId()),
        told.getName(),
        told.getError(),
        told.getUnmappedList().stream()
            .map(
                event ->
                    new Outlook.Unmapped(
                        ProtoTime.instant("start_time", event.getStartTime()),
                        ProtoTime.instant("end_time", event.getEndTime()),
                        List.copyOf(event.getNamesList())))
            .toList());
  }

  private static List<UUID> named(List<Integer> places, List<UUID> ids) {
    return places.stream().map(ids::get).toList();
  }
}
