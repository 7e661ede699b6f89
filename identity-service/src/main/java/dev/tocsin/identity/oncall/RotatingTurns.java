package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Turns of slots, each found by arithmetic from the first. */
final class RotatingTurns implements TurnSource {

  /**
   * A turn as the numbers of its steps.
   *
   * @param slot place of the slot that has it
   * @param first its first step
   * @param end the first step after it
   */
  record Turn(int slot, long first, long end) {}

  private final UUID layer;
  private final Steps steps;
  private final Instant begin;

  /** Steps of the slots before each, and of all. */
  private final long[] before;

  /** What is added to a step so that its rest by the cycle is the place in it. */
  private final long shift;

  /** Who has the turn of each slot. */
  private final List<List<UUID>> people;

  private final boolean barren;

  /**
   * @param able who can be on call
   * @param offset how many slots on the people are who are named; 0 for those of the slot itself
   */
  RotatingTurns(UUID layer, Turns.Rotating turns, Steps steps, Predicate<UUID> able, int offset) {
    this.layer = layer;
    this.steps = steps;
    this.begin = steps.start(0);
    List<Slot> slots = turns.slots();
    this.before = new long[slots.size() + 1];
    for (int i = 0; i < slots.size(); i++) {
      before[i + 1] = before[i] + Steps.of(turns.rotation(), slots.get(i));
    }
    this.shift = before[turns.firstSlot()] - turns.anchor().map(steps::number).orElse(0L);
    List<List<UUID>> own =
        slots.stream().map(slot -> slot.people().stream().filter(able).toList()).toList();
    this.people = offset == 0 ? own : moved(own, offset);
    this.barren = people.stream().allMatch(List::isEmpty);
  }

  /** Nobody stands in for themselves: once around, there is no secondary. */
  private static List<List<UUID>> moved(List<List<UUID>> own, int offset) {
    int manned = (int) own.stream().filter(slot -> !slot.isEmpty()).count();
    List<List<UUID>> moved = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      int place = i;
      for (int left = manned == 0 ? 0 : offset; left > 0; ) {
        place = (place + 1) % own.size();
        left -= own.get(place).isEmpty() ? 0 : 1;
      }
      List<UUID> first = own.get(i);
      moved.add(own.get(place).stream().filter(person -> !first.contains(person)).toList());
    }
    return moved;
  }

  @Override
  public Piece at(Instant instant) {
    if (barren) {
      return Piece.NEVER;
    }
    if (instant.isBefore(begin)) {
      return Piece.nobody(Instant.MIN, begin);
    }
    Turn turn = turn(steps.number(instant));
    if (people.get(turn.slot()).isEmpty()) {
      return blank(turn);
    }
    Instant start = steps.start(turn.first());
    var cause = new Cause.Turn(layer, start);
    List<Piece.Named> named = new ArrayList<>(1);
    for (UUID person : people.get(turn.slot())) {
      named.add(new Piece.Named(person, cause));
    }
    return new Piece(start.isBefore(begin) ? begin : start, steps.start(turn.end()), named);
  }

  private Piece blank(Turn turn) {
    Turn first = turn;
    while (people.get(turn(first.first() - 1).slot()).isEmpty()) {
      first = turn(first.first() - 1);
    }
    Turn last = turn;
    while (people.get(turn(last.end()).slot()).isEmpty()) {
      last = turn(last.end());
    }
    return Piece.nobody(steps.start(first.first()), steps.start(last.end()));
  }

  /** The turn that a step is part of. */
  Turn turn(long step) {
    long cycle = before[before.length - 1];
    long place = Math.floorMod(step + shift, cycle);
    int slot = 0;
    for (int high = before.length - 1; high - slot > 1; ) {
      int middle = (slot + high) >>> 1;
      if (before[middle] <= place) {
        slot = middle;
      } else {
        high = middle;
      }
    }
    long first = step - (place - before[slot]);
    return new Turn(slot, first, first + before[slot + 1] - before[slot]);
  }
}
