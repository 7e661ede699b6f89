package dev.tocsin.alerting.escalation;

import dev.tocsin.alerting.muting.Mute;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Steps of a group wait, because every alert of it that nobody has answered is muted.
 *
 * @param until when that may be over: the first instant at which one of them is not
 * @param by what holds them
 * @param reasons one for each of these
 * @param alertCount how many alerts the group had: another one may not be muted
 * @param configVersion what it was decided by
 */
record Hold(
    Instant until, Set<UUID> by, List<Reason> reasons, long alertCount, long configVersion) {

  Hold {
    by = Set.copyOf(by);
    reasons = List.copyOf(reasons);
  }

  /**
   * Of the alerts of a group.
   *
   * @param mutes one for each alert, empty where it is not muted
   */
  static Optional<Hold> of(Collection<Optional<Mute>> mutes, long alertCount, long configVersion) {
    if (mutes.isEmpty() || mutes.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Set<UUID> by = new LinkedHashSet<>();
    List<Mute> different =
        mutes.stream().map(Optional::orElseThrow).filter(mute -> by.add(mute.by())).toList();
    Instant until = different.stream().map(Mute::until).min(Instant::compareTo).orElseThrow();
    return Optional.of(
        new Hold(
            until, by, different.stream().map(Mute::reason).toList(), alertCount, configVersion));
  }
}
