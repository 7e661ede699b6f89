package dev.tocsin.identity.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * All that decides who is on call.
 *
 * @param versions what the layers were and will be, by {@code from}, at least one. Each holds until
 *     the next; before the first nobody is on call but by overrides
 * @param overrides exceptions, in any order
 * @param deactivated people who are not on call from an instant on. Their turns and overrides name
 *     nobody, so that a weaker layer shows through; nobody else's turn moves
 */
public record SchedulePlan(
    List<Version> versions, List<OverrideRule> overrides, Map<UUID, Instant> deactivated) {

  /** Overrides, the oldest first. */
  public static final Comparator<OverrideRule> BY_AGE =
      Comparator.comparing(OverrideRule::created).thenComparing(OverrideRule::id);

  /**
   * The layers of a schedule from an instant on.
   *
   * @param from first instant; {@link Instant#MIN} when it has always been so
   * @param zone zone of hand-offs and restrictions, where a layer has none of its own
   * @param layers in their order, from the weakest to the strongest
   */
  public record Version(Instant from, ZoneId zone, List<Layer> layers) {

    public Version {
      layers = List.copyOf(layers);
    }
  }

  public SchedulePlan {
    versions = List.copyOf(versions);
    overrides = List.copyOf(overrides);
    deactivated = Map.copyOf(deactivated);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one version");
    }
    for (int i = 1; i < versions.size(); i++) {
      if (!versions.get(i - 1).from().isBefore(versions.get(i).from())) {
        throw new IllegalArgumentException(
            "version %d is in force from %s, not later than the one before it"
                .formatted(i, versions.get(i).from()));
      }
    }
  }

  /** A plan whose layers have always been so. */
  public static SchedulePlan of(
      ZoneId zone,
      List<Layer> layers,
      List<OverrideRule> overrides,
      Map<UUID, Instant> deactivated) {
    return new SchedulePlan(
        List.of(new Version(Instant.MIN, zone, layers)), overrides, deactivated);
  }

  /** The version in force at an instant; empty before the first. */
  public Optional<Version> version(Instant instant) {
    return versions.reversed().stream()
        .filter(version -> !version.from().isAfter(instant))
        .findFirst();
  }

  /** The last version. */
  public Version latest() {
    return versions.getLast();
  }

  /** The name that a layer has, or had last; empty when there never was such a layer. */
  public Optional<String> layerName(UUID id) {
    return versions.reversed().stream()
        .flatMap(version -> version.layers().stream())
        .filter(layer -> layer.id().equals(id))
        .map(Layer::name)
        .findFirst();
  }

  /** Everybody whom the plan names. */
  public Set<UUID> people() {
    Set<UUID> people = new HashSet<>();
    versions.forEach(
        version -> version.layers().forEach(layer -> layer.turns().people().forEach(people::add)));
    for (OverrideRule override : overrides) {
      override.person().ifPresent(people::add);
      override.replaces().ifPresent(people::add);
    }
    return people;
  }
}
