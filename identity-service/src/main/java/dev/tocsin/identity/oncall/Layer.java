package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One source of turns in a schedule.
 *
 * @param id stable over edits
 * @param name display name, may be empty
 * @param duty what its people are on call as
 * @param precedence of one duty, the highest that names somebody wins, and equal ones are on call
 *     together; 0 for its place in the list, counted from 1
 * @param zone zone of its hand-offs and restrictions; empty for the schedule's
 * @param from first instant at which it names anybody; empty when its turns alone decide
 * @param until first instant at which it no longer does; empty when it has no end
 * @param restrictions when it works: the union of the windows; always when empty
 * @param secondaryOffset when above 0, the slot so many places on (blank ones are not counted) is
 *     secondary, where no layer of that duty names anybody
 * @param turns whose turn it is
 */
public record Layer(
    UUID id,
    String name,
    Duty duty,
    int precedence,
    Optional<ZoneId> zone,
    Optional<Instant> from,
    Optional<Instant> until,
    List<Window> restrictions,
    int secondaryOffset,
    Turns turns) {

  public Layer {
    restrictions = List.copyOf(restrictions);
    if (precedence < 0) {
      throw new IllegalArgumentException("a precedence is not negative, as is " + precedence);
    }
    if (secondaryOffset < 0) {
      throw new IllegalArgumentException("an offset is not negative, as is " + secondaryOffset);
    }
  }

  /** A layer of primaries that always works, at its place in the list. */
  public static Layer of(UUID id, String name, Turns turns) {
    return new Layer(
        id,
        name,
        Duty.PRIMARY,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        turns);
  }

  /** The same for another duty. */
  public Layer as(Duty other) {
    return new Layer(
        id, name, other, precedence, zone, from, until, restrictions, secondaryOffset, turns);
  }

  /** The same with another precedence. */
  public Layer ranked(int other) {
    return new Layer(
        id, name, duty, other, zone, from, until, restrictions, secondaryOffset, turns);
  }

  /** The same in a zone of its own. */
  public Layer in(ZoneId other) {
    return new Layer(
        id,
        name,
        duty,
        precedence,
        Optional.of(other),
        from,
        until,
        restrictions,
        secondaryOffset,
        turns);
  }

  /** The same between two instants. */
  public Layer between(Optional<Instant> first, Optional<Instant> end) {
    return new Layer(
        id, name, duty, precedence, zone, first, end, restrictions, secondaryOffset, turns);
  }

  /** The same in these windows only. */
  public Layer restricted(List<Window> windows) {
    return new Layer(
        id, name, duty, precedence, zone, from, until, windows, secondaryOffset, turns);
  }

  /** The same with a secondary from its own slots. */
  public Layer offset(int places) {
    return new Layer(id, name, duty, precedence, zone, from, until, restrictions, places, turns);
  }

  /** The same with other turns. */
  public Layer taking(Turns other) {
    return new Layer(
        id, name, duty, precedence, zone, from, until, restrictions, secondaryOffset, other);
  }
}
