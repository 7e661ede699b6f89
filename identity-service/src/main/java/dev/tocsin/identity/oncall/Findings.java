package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what the plan itself shows to be doubtful. Layers are those of the last version. */
final class Findings {

  /** Nobody reads more; the first ones lead to the rest. */
  private static final int MOST = 100;

  private final SchedulePlan plan;
  private final Range range;
  private final List<Finding> found = new ArrayList<>();

  private Findings(SchedulePlan plan, Range range) {
    this.plan = plan;
    this.range = range;
  }

  static List<Finding> of(SchedulePlan plan, Range range) {
    var findings = new Findings(plan, range);
    findings.layers();
    findings.overridesOfDeactivated();
    findings.overlaps();
    return findings.found;
  }

  static Finding hidden(int place, Layer layer) {
    return new Finding(
        Finding.Kind.LAYER_HIDDEN,
        "layer '%s' has turns, and stronger layers or overrides hide all of them"
            .formatted(layer.name()),
        "schedule.layers[" + place + "]",
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Overrides that replace or remove somebody who is not there.
   *
   * @param shown causes of the shifts in the range
   */
  static List<Finding> idle(SchedulePlan plan, Range range, Set<Cause> shown) {
    Set<UUID> acting = new HashSet<>();
    shown.forEach(cause -> cause.override().ifPresent(acting::add));
    @Nullable OnCall without = null;
    var findings = new Findings(plan, range);
    for (int i = 0; i < plan.overrides().size() && findings.found.size() < MOST; i++) {
      OverrideRule override = plan.overrides().get(i);
      if (override.replaces().isPresent()
          && override.touches(range)
          && override.person().filter(findings::gone).isEmpty()
          && !acting.contains(override.id())) {
        without = without == null ? withoutRemovals(plan) : without;
        findings.idle(i, override, without);
      }
    }
    return findings.found;
  }

  private static OnCall withoutRemovals(SchedulePlan plan) {
    return OnCall.of(
        new SchedulePlan(
            plan.versions(),
            plan.overrides().stream()
                .filter(override -> override.kind() != OverrideRule.Kind.REMOVE)
                .toList(),
            plan.deactivated()));
  }

  private void idle(int place, OverrideRule override, OnCall without) {
    UUID replaced = override.replaces().orElseThrow();
    Optional<Range> time = part(override.start(), override.end());
    if (override.kind() == OverrideRule.Kind.REMOVE
        && time.isPresent()
        && Stream.of(Duty.values())
            .filter(duty -> override.duty().map(only -> only == duty).orElse(true))
            .flatMap(duty -> without.over(duty, time.get()).stream())
            .anyMatch(shift -> shift.person().equals(replaced))) {
      return;
    }
    found.add(
        new Finding(
            Finding.Kind.OVERRIDE_IDLE,
            "the override changes nothing: user %s is not on call in its time".formatted(replaced),
            "overrides[" + place + "]",
            Optional.of(replaced),
            time));
  }

  private void layers() {
    List<Layer> layers = plan.latest().layers();
    if (layers.isEmpty()) {
      found.add(
          new Finding(
              Finding.Kind.NO_LAYERS,
              "there is no layer: nobody is on call but by overrides",
              "schedule.layers",
              Optional.empty(),
              Optional.empty()));
    }
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (layer.turns() instanceof Turns.Rotating rotating) {
        deactivated(i, layer, rotating.slots());
        if (rotating.people().allMatch(this::gone)) {
          found.add(
              new Finding(
                  Finding.Kind.LAYER_EMPTY,
                  "layer '%s' puts nobody on call: %s"
                      .formatted(
                          layer.name(),
                          rotating.people().findAny().isEmpty()
                              ? "all of its slots are blank"
                              : "everybody in it is deactivated"),
                  "schedule.layers[" + i + "]",
                  Optional.empty(),
                  Optional.empty()));
        }
      }
    }
  }

  /** By participants where a layer is told so; once for each person. */
  private void deactivated(int place, Layer layer, List<Slot> slots) {
    boolean brief =
        slots.stream().allMatch(slot -> slot.people().size() == 1 && slot.length() == 1);
    Set<UUID> told = new HashSet<>();
    for (int j = 0; j < slots.size(); j++) {
      List<UUID> people = slots.get(j).people();
      for (int k = 0; k < people.size(); k++) {
        UUID person = people.get(k);
        if (gone(person) && told.add(person)) {
          found.add(
              new Finding(
                  Finding.Kind.DEACTIVATED,
                  "user %s is deactivated: the turns in layer '%s' go to a weaker layer or to nobody"
                      .formatted(person, layer.name()),
                  "schedule.layers[%d]."
                      .formatted(place)
                      .concat(
                          brief
                              ? "participants[%d]".formatted(j)
                              : "slots[%d].user_ids[%d]".formatted(j, k)),
                  Optional.of(person),
                  Optional.empty()));
        }
      }
    }
  }

  /** Whether somebody is deactivated before the range is over. */
  private boolean gone(UUID person) {
    Instant since = plan.deactivated().get(person);
    return since != null && since.isBefore(range.until());
  }

  private void overridesOfDeactivated() {
    for (int i = 0; i < plan.overrides().size(); i++) {
      OverrideRule override = plan.overrides().get(i);
      Optional<UUID> person = override.person().filter(this::gone);
      if (person.isPresent() && override.touches(range)) {
        Instant since = plan.deactivated().getOrDefault(person.get(), Instant.MIN);
        Instant from = later(override.start(), since);
        if (from.isBefore(override.end())) {
          found.add(
              new Finding(
                  Finding.Kind.DEACTIVATED,
                  "user %s is deactivated: the override is as if it were not there"
                      .formatted(person.get()),
                  "overrides[" + i + "]",
                  person,
                  part(from, override.end())));
        }
      }
    }
  }

  /** An override hides an older one; both as their places in the plan. */
  private record Overlap(int younger, int older, Instant start, Instant end) {}

  /** By start, so that each is compared with those only that begin before it ends. */
  private void overlaps() {
    List<OverrideRule> overrides = plan.overrides();
    List<Integer> byStart =
        IntStream.range(0, overrides.size())
            .boxed()
            .filter(i -> overrides.get(i).touches(range))
            .filter(i -> overrides.get(i).person().filter(this::gone).isEmpty())
            .sorted(Comparator.comparing(i -> overrides.get(i).start()))
            .toList();
    List<Overlap> overlaps = new ArrayList<>();
    for (int a = 0; a < byStart.size(); a++) {
      OverrideRule first = overrides.get(byStart.get(a));
      for (int b = a + 1; b < byStart.size() && overlaps.size() < MOST; b++) {
        OverrideRule second = overrides.get(byStart.get(b));
        if (!second.start().isBefore(first.end())) {
          break;
        }
        Instant end = first.end().isBefore(second.end()) ? first.end() : second.end();
        boolean firstIsYounger = SchedulePlan.BY_AGE.compare(first, second) > 0;
        if ((firstIsYounger ? hides(first, second) : hides(second, first))
            && second.start().isBefore(range.until())
            && end.isAfter(range.from())) {
          overlaps.add(
              new Overlap(
                  byStart.get(firstIsYounger ? a : b),
                  byStart.get(firstIsYounger ? b : a),
                  second.start(),
                  end));
        }
      }
    }
    overlaps.sort(Comparator.comparing(Overlap::younger).thenComparing(Overlap::older));
    overlaps.forEach(overlap -> found.add(hiding(overlap)));
  }

  /** Whether nothing is left of the older one; a clearing is made to be written over. */
  private static boolean hides(OverrideRule younger, OverrideRule older) {
    boolean whole =
        younger.kind() == OverrideRule.Kind.TAKE_OVER || younger.kind() == OverrideRule.Kind.CLEAR;
    return whole
        && older.person().isPresent()
        && !older.person().equals(younger.person())
        && younger.layer().equals(older.layer())
        && younger.duty().equals(older.duty());
  }

  private Finding hiding(Overlap overlap) {
    OverrideRule younger = plan.overrides().get(overlap.younger());
    OverrideRule older = plan.overrides().get(overlap.older());
    return new Finding(
        Finding.Kind.OVERLAP,
        "the %s hides the older one of user %s from %s until %s"
            .formatted(
                younger
                    .person()
                    .map(person -> "override of user " + person)
                    .orElse("override that clears"),
                older.person().orElseThrow(),
                overlap.start(),
                overlap.end()),
        "overrides[" + overlap.younger() + "]",
        younger.person(),
        part(overlap.start(), overlap.end()));
  }

  private Optional<Range> part(Instant start, Instant end) {
    Instant from = later(start, range.from());
    Instant until = end.isAfter(range.until()) ? range.until() : end;
    return from.isBefore(until) ? Optional.of(new Range(from, until)) : Optional.empty();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
