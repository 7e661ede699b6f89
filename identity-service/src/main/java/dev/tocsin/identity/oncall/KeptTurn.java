package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lets whoever has the turn keep it when the slots of a layer are changed. */
public final class KeptTurn {

  private KeptTurn() {}

  /**
   * The changed layer, going on where the old one is: who has the turn keeps it until its end, and
   * the new order follows. When they are in no slot any longer, the next slot of the old order that
   * stayed takes over at once, until the end of that turn.
   *
   * <p>The changed layer comes back as it is when it has another rotation or zone, says itself
   * which slot is first, or when the first turn has not begun: then its own order counts.
   *
   * @param before the layer until the change
   * @param zoneBefore the schedule's zone until then
   * @param after the layer from then on
   * @param zoneAfter the schedule's zone from then on
   * @param at when the change takes effect
   */
  public static Layer of(
      Layer before, ZoneId zoneBefore, Layer after, ZoneId zoneAfter, Instant at) {
    ZoneId zone = after.zone().orElse(zoneAfter);
    if (!(before.turns() instanceof Turns.Rotating old)
        || !(after.turns() instanceof Turns.Rotating changed)
        || !old.rotation().equals(changed.rotation())
        || !before.zone().orElse(zoneBefore).equals(zone)
        || changed.firstSlot() != 0
        || changed.anchor().isPresent()) {
      return after;
    }
    if (old.slots().equals(changed.slots()) && before.restrictions().equals(after.restrictions())) {
      return after.taking(
          new Turns.Rotating(changed.rotation(), changed.slots(), old.firstSlot(), old.anchor()));
    }
    Steps steps = new Steps(old.rotation(), new Windows(before.restrictions()), zone);
    long step = steps.number(at);
    if (step < 0 || at.isBefore(steps.start(0))) {
      return after;
    }
    RotatingTurns turns = new RotatingTurns(before.id(), old, steps, any -> true, 0);
    RotatingTurns.Turn turn = turns.turn(step);
    int first = survivor(old.slots(), turn.slot(), changed.slots());
    Steps stepsAfter = new Steps(changed.rotation(), new Windows(after.restrictions()), zone);
    long elapsed = step - turn.first();
    long length = Steps.of(changed.rotation(), changed.slots().get(first));
    Instant anchor =
        stepsAfter.start(stepsAfter.number(at) - Math.min(elapsed, Math.max(0, length - 1)));
    return after.taking(
        new Turns.Rotating(changed.rotation(), changed.slots(), first, Optional.of(anchor)));
  }

  /** Where the first slot that stayed is, from a place of the old order on; 0 when none did. */
  private static int survivor(List<Slot> old, int place, List<Slot> changed) {
    for (int i = 0; i < old.size(); i++) {
      int candidate = (place + i) % old.size();
      Optional<Integer> found = find(old.get(candidate).people(), candidate, changed);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return 0;
  }

  /** The slot of the same people, or else of some of them, that is nearest to a place. */
  private static Optional<Integer> find(List<UUID> people, int place, List<Slot> changed) {
    int best = -1;
    for (int i = 0; i < changed.size(); i++) {
      boolean nearer = best < 0 || Math.abs(i - place) < Math.abs(best - place);
      if (nearer && changed.get(i).people().equals(people)) {
        best = i;
      }
    }
    for (int i = 0; i < changed.size() && best < 0; i++) {
      if (changed.get(i).people().stream().anyMatch(people::contains)) {
        best = i;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best);
  }
}
