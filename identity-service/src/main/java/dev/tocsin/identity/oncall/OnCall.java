package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The one place that says who is on call. Made of a plan once and asked often, by any thread: an
 * instant costs the logarithm of the number of overrides, a range what changes in it, and neither
 * depends on the distance in time.
 *
 * <p>All stretches are half-open. A shift is the longest one with the same person and the same
 * cause; with several people on call, shifts overlap.
 */
public final class OnCall {

  /**
   * After so many changes without anybody, a gap counts as endless: no schedule of people is like
   * that but one whose turns and windows never meet.
   */
  private static final int MOST_CHANGES = 5_000;

  private final SchedulePlan plan;

  /** By time, from {@link Instant#MIN} to {@link Instant#MAX}. */
  private final List<Era> eras;

  private final Instant[] starts;

  private OnCall(SchedulePlan plan) {
    this.plan = plan;
    Map<Duty, Exceptions> ofDuties = new EnumMap<>(Duty.class);
    for (Duty duty : Duty.values()) {
      ofDuties.put(
          duty,
          new Exceptions(
              plan.overrides().stream()
                  .filter(override -> override.layer().isEmpty() && override.actsOn(duty))
                  .toList()));
    }
    List<OverrideRule> ofLayers =
        plan.overrides().stream().filter(override -> override.layer().isPresent()).toList();
    this.starts = starts(plan);
    this.eras = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      Instant from = starts[i];
      Predicate<UUID> able =
          person -> {
            Instant since = plan.deactivated().get(person);
            return since == null || since.isAfter(from);
          };
      eras.add(
          new Era(
              from,
              i + 1 < starts.length ? starts[i + 1] : Instant.MAX,
              plan.version(from),
              ofLayers,
              ofDuties,
              able));
    }
  }

  private static Instant[] starts(SchedulePlan plan) {
    Set<Instant> starts = new TreeSet<>(Set.of(Instant.MIN));
    plan.versions().forEach(version -> starts.add(version.from()));
    if (!plan.deactivated().isEmpty()) {
      for (UUID person : plan.people()) {
        Instant since = plan.deactivated().get(person);
        if (since != null) {
          starts.add(since);
        }
      }
    }
    return starts.toArray(Instant[]::new);
  }

  /** Prepares a plan. */
  public static OnCall of(SchedulePlan plan) {
    return new OnCall(plan);
  }

  /** The plan it was made of. */
  public SchedulePlan plan() {
    return plan;
  }

  /** Who is on call at an instant, in the order of the layers; nobody in a gap. */
  public List<UUID> people(Duty duty, Instant instant) {
    return piece(duty, instant).people().stream().map(Piece.Named::person).toList();
  }

  /** The shifts in force at an instant, whole; none in a gap. */
  public List<Shift> at(Duty duty, Instant instant) {
    var walk = new Walk(this, duty);
    Piece piece = walk.at(instant);
    return piece.people().stream().map(named -> walk.whole(named, piece)).toList();
  }

  /** The gap around an instant; empty when somebody is on call. */
  public Optional<Range> gapAt(Duty duty, Instant instant) {
    var walk = new Walk(this, duty);
    Piece piece = walk.at(instant);
    return piece.people().isEmpty() ? Optional.of(walk.gap(piece, MOST_CHANGES)) : Optional.empty();
  }

  /** The shifts that touch a range, whole, so that they may reach beyond it; by start. */
  public List<Shift> over(Duty duty, Range range) {
    return gone(duty, range).shifts();
  }

  Walk.Gone gone(Duty duty, Range range) {
    return new Walk(this, duty).over(range);
  }

  /** When nobody is primary in a range, cut to it. */
  public List<Range> gaps(Range range) {
    return gaps(Duty.PRIMARY, range);
  }

  /** When nobody has a duty in a range, cut to it. */
  public List<Range> gaps(Duty duty, Range range) {
    return gone(duty, range).gaps();
  }

  /**
   * The shifts that begin next by the layers, overrides left aside; several when they begin at
   * once, none when none begins.
   */
  public List<Shift> next(Duty duty, Instant instant) {
    return new Walk(bare(), duty).following(instant, MOST_CHANGES);
  }

  private OnCall bare() {
    return plan.overrides().isEmpty()
        ? this
        : of(new SchedulePlan(plan.versions(), List.of(), plan.deactivated()));
  }

  /**
   * Who is on call over a range, at each of its instants as {@link #people} says: one stretch after
   * the other from its start on, gaps as stretches of nobody.
   */
  public List<Watch> watches(Duty duty, Range range) {
    return new Watches(this, duty, range.from()).present(range);
  }

  /** Who is next over a range, at each of its instants as {@link #next} says. */
  public List<Watch> nextWatches(Duty duty, Range range) {
    return new Watches(bare(), duty, range.from()).following(range, MOST_CHANGES);
  }

  /**
   * The same schedule had nobody been deactivated: tells in a gap whose turn it would have been.
   */
  public OnCall withEverybody() {
    return plan.deactivated().isEmpty()
        ? this
        : of(new SchedulePlan(plan.versions(), plan.overrides(), Map.of()));
  }

  /** The shifts of one layer in a range, as if it were alone and without overrides; cut to it. */
  public List<Shift> layer(UUID id, Range range) {
    List<SchedulePlan.Version> versions = new ArrayList<>();
    Set<Duty> duties = new TreeSet<>();
    for (SchedulePlan.Version version : plan.versions()) {
      List<Layer> only = version.layers().stream().filter(layer -> layer.id().equals(id)).toList();
      only.forEach(layer -> duties.add(layer.duty()));
      versions.add(
          new SchedulePlan.Version(
              version.from(),
              version.zone(),
              only.stream().map(layer -> layer.offset(0)).toList()));
    }
    OnCall alone = of(new SchedulePlan(versions, List.of(), plan.deactivated()));
    return duties.stream()
        .flatMap(duty -> alone.over(duty, range).stream())
        .map(shift -> shift.within(range))
        .sorted(Comparator.comparing(Shift::start))
        .toList();
  }

  private Piece piece(Duty duty, Instant instant) {
    return era(instant).at(duty, instant);
  }

  Era era(Instant instant) {
    int found = Arrays.binarySearch(starts, instant);
    return eras.get(found < 0 ? -found - 2 : found);
  }
}
