package dev.tocsin.identity.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

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

  /** By start, so that each is compared with those only that begin before it ends. */
  private static void overlaps(SchedulePlan plan, Range range, List<Finding> findings) {
    List<Takeover> overrides = plan.overrides();
    List<Integer> byStart =
        IntStream.range(0, overrides.size())
            .boxed()
            .filter(i -> range.touches(overrides.get(i)))
            .filter(i -> !plan.deactivated().contains(overrides.get(i).person()))
            .sorted(Comparator.comparing(i -> overrides.get(i).start()))
            .toList();
    List<Overlap> found = new ArrayList<>();
    for (int a = 0; a < byStart.size(); a++) {
      Takeover first = overrides.get(byStart.get(a));
      for (int b = a + 1; b < byStart.size() && found.size() < MOST_OVERLAPS; b++) {
        Takeover second = overrides.get(byStart.get(b));
        if (!second.start().isBefore(first.end())) {
          break;
        }
        Instant end = first.end().isBefore(second.end()) ? first.end() : second.end();
        if (!first.person().equals(second.person())
            && second.start().isBefore(range.until())
            && end.isAfter(range.from())) {
          boolean firstHides = SchedulePlan.BY_AGE.compare(first, second) > 0;
          found.add(
              new Overlap(
                  byStart.get(firstHides ? a : b),
                  byStart.get(firstHides ? b : a),
                  second.start(),
                  end));
        }
      }
    }
    found.sort(Comparator.comparing(Overlap::younger).thenComparing(Overlap::older));
    found.forEach(overlap -> findings.add(hiding(overlap, overrides, range)));
  }

  /** An override hides an older one; both as their places in the plan. */
  private record Overlap(int younger, int older, Instant start, Instant end) {}

  private static Finding hiding(Overlap overlap, List<Takeover> overrides, Range range) {
    UUID younger = overrides.get(overlap.younger()).person();
    return new Finding(
        Kind.OVERLAP,
        "the override of user %s hides the older one of user %s from %s until %s"
            .formatted(
                younger, overrides.get(overlap.older()).person(), overlap.start(), overlap.end()),
        "overrides[" + overlap.younger() + "]",
        Optional.of(younger),
        Optional.of(part(range, overlap.start(), overlap.end())));
  }

  private static Range part(Range range, Instant start, Instant end) {
    return new Range(
        start.isBefore(range.from()) ? range.from() : start,
        end.isAfter(range.until()) ? range.until() : end);
  }
}
