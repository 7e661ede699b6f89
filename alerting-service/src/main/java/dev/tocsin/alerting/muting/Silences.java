package dev.tocsin.alerting.muting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The silences of a tenant that are not over. */
public final class Silences implements Muter {

  /** A tenant without any. */
  public static final Silences NONE = new Silences(List.of());

  private final List<Silence> all;
  private final int cost;

  /** Those that are given, in whatever order. */
  public Silences(List<Silence> all) {
    this.all = List.copyOf(all);
    this.cost =
        all.stream()
            .flatMap(silence -> silence.matchers().stream())
            .mapToInt(matcher -> matcher.operator().isRegex() ? 10 : 1)
            .sum();
  }

  /** Of several that match, the one that ends last tells when the alert is free. */
  @Override
  public Optional<Mute> mutes(Subject alert, Instant now) {
    @Nullable Silence last = null;
    for (Silence silence : all) {
      if (silence.at(now) == Silence.State.ACTIVE
          && (last == null || silence.endsAt().isAfter(last.endsAt()))
          && silence.matches(alert)) {
        last = silence;
      }
    }
    return Optional.ofNullable(last)
        .map(silence -> new Mute(silence.id(), silence.endsAt(), MutingReasons.silenced(silence)));
  }

  /** Those that hold pages at an instant. */
  public List<Silence> activeAt(Instant now) {
    return all.stream().filter(silence -> silence.at(now) == Silence.State.ACTIVE).toList();
  }

  /** Is there none? */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** About how many comparisons an alert costs; a regular expression counts as ten. */
  public int cost() {
    return cost;
  }
}
