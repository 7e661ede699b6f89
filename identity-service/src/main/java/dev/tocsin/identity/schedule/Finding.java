package dev.tocsin.identity.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Something that may be wrong with a schedule.
 *
 * @param kind what it is
 * @param text the same in words
 * @param field where it is, as a path in the request of a preview
 * @param user whom it is about
 * @param time when; empty when it has no time of its own
 */
record Finding(Kind kind, String text, String field, Optional<UUID> user, Optional<Range> time) {

  /** What may be wrong. */
  enum Kind {
    /** The schedule has no layers. */
    NO_LAYERS,
    /** A deactivated person has turns or an override. */
    DEACTIVATED,
    /** An override hides an older one for a while. */
    OVERLAP,
    /** All turns of a layer in the range are hidden by what is stronger. */
    LAYER_HIDDEN
  }

  /** Nobody reads more; the first ones lead to the rest. */
  private static final int MOST_OVERLAPS = 100;

  /** What the plan itself shows. */
  static List<Finding> about(SchedulePlan plan, Range range) {
    List<Finding> findings = new ArrayList<>();
    if (plan.layers().isEmpty()) {
      findings.add(
          new Finding(
              Kind.NO_LAYERS,
              "there is no layer: nobody is on call but by overrides",
              "schedule.layers",
              Optional.empty(),
              Optional.empty()));
    }
    deactivated(plan, range, findings);
    overlaps(plan, range, findings);
    return findings;
  }

  static Finding hidden(int layer, String name) {
    return new Finding(
        Kind.LAYER_HIDDEN,
        "layer '%s' has turns, and stronger layers or overrides hide all of them".formatted(name),
        "schedule.layers[" + layer + "]",
        Optional.empty(),
        Optional.empty());
  }

  private static void deactivated(SchedulePlan plan, Range range, List<Finding> findings) {
    for (int i = 0; i < plan.layers().size(); i++) {
      Layer layer = plan.layers().get(i);
      Set<UUID> told = new HashSet<>();
      for (int j = 0; j < layer.participants().size(); j++) {
        UUID person = layer.participants().get(j);
        if (plan.deactivated().contains(person) && told.add(person)) {
          findings.add(
              new Finding(
                  Kind.DEACTIVATED,
                  "user %s is deactivated: the turns in layer '%s' go to a weaker layer or to nobody"
                      .formatted(person, layer.name()),
                  "schedule.layers[%d].participants[%d]".formatted(i, j),
                  Optional.of(person),
                  Optional.empty()));
        }
      }
    }
    for (int i = 0; i < plan.overrides().size(); i++) {
      Takeover override = plan.overrides().get(i);
      if (plan.deactivated().contains(override.person()) && range.touches(override)) {
        findings.add(
            new Finding(
                Kind.DEACTIVATED,
                "user %s is deactivated: the override is as if it were not there"
                    .formatted(override.person()),
                "overrides[" + i + "]",
                Optional.of(override.person()),
                Optional.of(part(range, override.start(), override.end()))));
      }
    }
  }

  private static void overlaps(SchedulePlan plan, Range range, List<Finding> findings) {
    List<Takeover> overrides = plan.overrides();
    int told = 0;
    for (int i = 0; i < overrides.size(); i++) {
      for (int j = 0; j < overrides.size() && told < MOST_OVERLAPS; j++) {
        Takeover younger = overrides.get(i);
        Takeover older = overrides.get(j);
        Instant start = younger.start().isAfter(older.start()) ? younger.start() : older.start();
        Instant end = younger.end().isBefore(older.end()) ? younger.end() : older.end();
        if (hides(plan, younger, older)
            && start.isBefore(end)
            && start.isBefore(range.until())
            && end.isAfter(range.from())) {
          told++;
          findings.add(
              new Finding(
                  Kind.OVERLAP,
                  "the override of user %s hides the older one of user %s from %s until %s"
                      .formatted(younger.person(), older.person(), start, end),
                  "overrides[" + i + "]",
                  Optional.of(younger.person()),
                  Optional.of(part(range, start, end))));
        }
      }
    }
  }

  private static boolean hides(SchedulePlan plan, Takeover younger, Takeover older) {
    return SchedulePlan.BY_AGE.compare(older, younger) < 0
        && !younger.person().equals(older.person())
        && !plan.deactivated().contains(younger.person())
        && !plan.deactivated().contains(older.person());
  }

  private static Range part(Range range, Instant start, Instant end) {
    return new Range(
        start.isBefore(range.from()) ? range.from() : start,
        end.isAfter(range.until()) ? range.until() : end);
  }
}
