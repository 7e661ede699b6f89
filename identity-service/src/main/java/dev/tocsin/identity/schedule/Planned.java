package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.OnCall;
import dev.tocsin.identity.oncall.OverrideRule;
import dev.tocsin.identity.oncall.SchedulePlan;
import dev.tocsin.identity.oncall.Turns;
import dev.tocsin.proto.identity.v1.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A schedule with all that decides who is on call in a stretch of time.
 *
 * @param versions those in force in it and planned for later, by number; at least one
 * @param overrides those that touch it, the oldest first
 * @param deactivated people who are not on call from an instant on
 * @param events of its imported calendars
 */
record Planned(
    UUID id,
    String name,
    Optional<UUID> teamId,
    List<Numbered> versions,
    List<Override> overrides,
    Map<UUID, Instant> deactivated,
    Map<UUID, List<Turns.Event>> events,
    Window window) {

  /**
   * What was read.
   *
   * @param earlier there is more before it
   * @param later there is more after it
   */
  record Window(Instant from, Instant until, boolean earlier, boolean later) {

    static final Window ALL = new Window(Instant.MIN, Instant.MAX, false, false);
  }

  /**
   * A version.
   *
   * @param number 0 for a draft
   * @param from {@link Instant#MIN} for the first
   */
  record Numbered(int number, Instant from, Definition definition) {}

  /** An override with what only people read. */
  record Override(OverrideRule rule, String note, String author) {}

  /** As the calculator takes it. */
  SchedulePlan plan() {
    return new SchedulePlan(
        versions.stream()
            .map(version -> version.definition().from(version.from(), events))
            .toList(),
        overrides.stream().map(Override::rule).toList(),
        deactivated);
  }

  /** The name that a layer has in the last version that has it; empty when none has. */
  String layerName(UUID layer) {
    return versions.reversed().stream()
        .flatMap(version -> version.definition().layer(layer.toString()).stream())
        .map(Layer::getName)
        .findFirst()
        .orElse("");
  }

  OnCall onCall() {
    return OnCall.of(plan());
  }

  /** The version in force at an instant; the first one read when that is before it. */
  Numbered at(Instant instant) {
    return versions.reversed().stream()
        .filter(version -> !version.from().isAfter(instant))
        .findFirst()
        .orElse(versions.getFirst());
  }

  /** The same with another definition from an instant on; what was planned for later is gone. */
  Planned with(Definition draft, Instant from) {
    List<Numbered> all =
        new ArrayList<>(
            versions.stream().filter(version -> version.from().isBefore(from)).toList());
    all.add(new Numbered(0, from, draft));
    return new Planned(id, name, teamId, all, overrides, deactivated, events, window);
  }

  /** The same with one definition for all time. */
  Planned only(Definition definition) {
    return new Planned(
        id,
        name,
        teamId,
        List.of(new Numbered(0, Instant.MIN, definition)),
        overrides,
        deactivated,
        events,
        window);
  }

  /** The same with other overrides. */
  Planned over(List<Override> others) {
    return new Planned(id, name, teamId, versions, others, deactivated, events, window);
  }

  /** The same, and more people who are not on call from an instant on, and events of calendars. */
  Planned knowing(Map<UUID, Instant> gone, Map<UUID, List<Turns.Event>> imported) {
    Map<UUID, Instant> allGone = new HashMap<>(deactivated);
    allGone.putAll(gone);
    Map<UUID, List<Turns.Event>> allEvents = new HashMap<>(events);
    allEvents.putAll(imported);
    return new Planned(id, name, teamId, versions, overrides, allGone, allEvents, window);
  }

  /** The same without the versions that come into force at this instant or later. */
  Planned before(Instant until) {
    List<Numbered> begun =
        versions.stream().filter(version -> version.from().isBefore(until)).toList();
    return begun.isEmpty() || begun.size() == versions.size()
        ? this
        : new Planned(id, name, teamId, begun, overrides, deactivated, events, window);
  }

  /** Whether what was not read can bear on neither end of a stretch of time. */
  boolean settles(Instant start, Instant end) {
    boolean more = !feeds().isEmpty();
    return (start.isAfter(window.from()) || !(window.earlier() || more))
        && (end.isBefore(window.until()) || !(window.later() || more));
  }

  /** Everybody whom it names. */
  Set<UUID> people() {
    Set<UUID> people = new HashSet<>();
    versions.forEach(version -> people.addAll(version.definition().people()));
    for (Override override : overrides) {
      override.rule().person().ifPresent(people::add);
      override.rule().replaces().ifPresent(people::add);
    }
    events.values().forEach(all -> all.forEach(event -> people.addAll(event.people())));
    return people;
  }

  /** The imported calendars that it names. */
  Set<UUID> feeds() {
    Set<UUID> feeds = new HashSet<>();
    versions.forEach(version -> feeds.addAll(version.definition().feeds()));
    return feeds;
  }
}
