package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The overrides of one layer or one duty, which change what lies beneath them. */
final class Exceptions {

  /** What overrides change. */
  interface Beneath {

    /** What is said at an instant when these people are off. */
    Piece at(Instant instant, Set<UUID> off);
  }

  static final Exceptions NONE = new Exceptions(List.of());

  private final List<OverrideRule> overrides;

  /** Made when it is first asked for; a race makes it twice, and alike. */
  private @Nullable Intervals<OverrideRule> byTime;

  Exceptions(List<OverrideRule> overrides) {
    this.overrides = overrides;
  }

  private Intervals<OverrideRule> byTime() {
    Intervals<OverrideRule> made = byTime;
    if (made == null) {
      made = new Intervals<>(overrides, OverrideRule::start, OverrideRule::end);
      byTime = made;
    }
    return made;
  }

  /**
   * What they make of it: the oldest acts first, on what the layers say, the youngest last.
   *
   * @param off people who are taken off by what lies above
   * @param able who can be on call; an override that puts another one there is as if it were not
   */
  Piece at(Instant instant, Set<UUID> off, Predicate<UUID> able, Beneath beneath) {
    if (overrides.isEmpty()) {
      return beneath.at(instant, off);
    }
    Intervals<OverrideRule> known = byTime();
    List<OverrideRule> holding = known.at(instant);
    if (holding.size() > 1) {
      holding.sort(SchedulePlan.BY_AGE);
    }
    Piece still = known.between(instant);
    return up(holding, instant, off, able, beneath).within(still.start(), still.end());
  }

  private static Piece up(
      List<OverrideRule> holding,
      Instant instant,
      Set<UUID> off,
      Predicate<UUID> able,
      Beneath beneath) {
    if (holding.isEmpty()) {
      return beneath.at(instant, off);
    }
    OverrideRule override = holding.getLast();
    List<OverrideRule> older = holding.subList(0, holding.size() - 1);
    if (override.person().isPresent() && !able.test(override.person().get())) {
      return up(older, instant, off, able, beneath);
    }
    return switch (override.kind()) {
      case CLEAR -> Piece.NEVER;
      case TAKE_OVER ->
          off.contains(override.person().orElseThrow())
              ? up(older, instant, off, able, beneath)
              : Piece.NEVER.naming(List.of(named(override)));
      case ADD -> {
        Piece piece = up(older, instant, off, able, beneath);
        UUID person = override.person().orElseThrow();
        yield off.contains(person) || piece.names(person)
            ? piece
            : piece.naming(with(piece, named(override)));
      }
      case REMOVE -> up(older, instant, and(off, override.replaces().orElseThrow()), able, beneath);
      case REPLACE -> {
        UUID replaced = override.replaces().orElseThrow();
        yield off.contains(override.person().orElseThrow())
            ? up(older, instant, and(off, replaced), able, beneath)
            : replace(up(older, instant, without(off, replaced), able, beneath), override);
      }
    };
  }

  private static Piece replace(Piece piece, OverrideRule override) {
    UUID replaced = override.replaces().orElseThrow();
    if (!piece.names(replaced)) {
      return piece;
    }
    UUID person = override.person().orElseThrow();
    boolean there = !person.equals(replaced) && piece.names(person);
    List<Piece.Named> people = new ArrayList<>();
    for (Piece.Named each : piece.people()) {
      if (!each.person().equals(replaced)) {
        people.add(each);
      } else if (!there) {
        people.add(named(override));
      }
    }
    return piece.naming(people);
  }

  private static Piece.Named named(OverrideRule override) {
    return new Piece.Named(
        override.person().orElseThrow(),
        new Cause.Overridden(override.id(), override.kind(), override.replaces()));
  }

  private static List<Piece.Named> with(Piece piece, Piece.Named one) {
    List<Piece.Named> people = new ArrayList<>(piece.people());
    people.add(one);
    return people;
  }

  private static Set<UUID> and(Set<UUID> off, UUID person) {
    Set<UUID> more = new HashSet<>(off);
    more.add(person);
    return more;
  }

  private static Set<UUID> without(Set<UUID> off, UUID person) {
    if (!off.contains(person)) {
      return off;
    }
    Set<UUID> fewer = new HashSet<>(off);
    fewer.remove(person);
    return fewer;
  }
}
