package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An exception from what the layers say, for a while. The youngest wins over older ones.
 *
 * @param id its id
 * @param kind what it does
 * @param person who is put on call; empty for {@link Kind#REMOVE} and {@link Kind#CLEAR}
 * @param replaces who is off; present for {@link Kind#REPLACE} and {@link Kind#REMOVE} alone
 * @param layer the only layer it acts on; empty for all
 * @param duty the only duty it acts on; when empty, {@link Kind#REPLACE} and {@link Kind#REMOVE}
 *     act on each, the others on the layer's, or on {@link Duty#PRIMARY} without a layer
 * @param start first instant
 * @param end first instant after it; later than the start
 * @param created when it was made
 */
public record OverrideRule(
    UUID id,
    Kind kind,
    Optional<UUID> person,
    Optional<UUID> replaces,
    Optional<UUID> layer,
    Optional<Duty> duty,
    Instant start,
    Instant end,
    Instant created) {

  /** What an override does. */
  public enum Kind {
    /** The person is on call instead of all others. */
    TAKE_OVER,
    /** The person is wherever the replaced one would be. */
    REPLACE,
    /** The person is on call beside whoever is. */
    ADD,
    /** The replaced one is off, as if they were named nowhere. */
    REMOVE,
    /** Nobody is on call by layers or older overrides. */
    CLEAR
  }

  public OverrideRule {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("override " + id + " ends before it starts");
    }
    boolean puts = kind == Kind.TAKE_OVER || kind == Kind.REPLACE || kind == Kind.ADD;
    if (puts != person.isPresent()) {
      throw new IllegalArgumentException(
          "override %s, %s, %s".formatted(id, kind, puts ? "puts nobody on call" : "has a person"));
    }
    boolean takes = kind == Kind.REPLACE || kind == Kind.REMOVE;
    if (takes != replaces.isPresent()) {
      throw new IllegalArgumentException(
          "override %s, %s, %s".formatted(id, kind, takes ? "takes nobody off" : "takes one off"));
    }
  }

  /** The person is the primary instead of all others. */
  public static OverrideRule takeOver(
      UUID id, UUID person, Instant start, Instant end, Instant created) {
    return new OverrideRule(
        id,
        Kind.TAKE_OVER,
        Optional.of(person),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        start,
        end,
        created);
  }

  /** What is left of it when nothing may hold between the two instants: no, one or two parts. */
  public List<OverrideRule> without(Instant from, Instant until) {
    List<OverrideRule> parts = new ArrayList<>();
    Instant before = end.isBefore(from) ? end : from;
    if (start.isBefore(before)) {
      parts.add(lasting(start, before));
    }
    Instant after = start.isAfter(until) ? start : until;
    if (after.isBefore(end)) {
      parts.add(lasting(after, end));
    }
    return parts;
  }

  /** The same at another time. */
  public OverrideRule lasting(Instant first, Instant last) {
    return new OverrideRule(id, kind, person, replaces, layer, duty, first, last, created);
  }

  /** The same, made at another time. */
  public OverrideRule madeAt(Instant time) {
    return new OverrideRule(id, kind, person, replaces, layer, duty, start, end, time);
  }

  /** Whether it acts on a duty, where it acts on all layers. */
  boolean actsOn(Duty other) {
    return duty.map(only -> only == other).orElse(replaces.isPresent() || other == Duty.PRIMARY);
  }

  boolean touches(Range range) {
    return start.isBefore(range.until()) && end.isAfter(range.from());
  }
}
