package dev.tocsin.alerting.ingest;

import dev.tocsin.platform.queue.Reservation;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with, once it is committed.
 *
 * @param json the body
 * @param replayed the answer was given before, to a request with the same Idempotency-Key
 * @param outcomes how often each outcome occurred; empty for a replayed answer
 * @param alerts what was opened, counted for or ended, in the order of the signals; empty likewise
 * @param earliest when the first of the escalations that wait for a worker is due
 * @param opensTicket a route of a new alert names a ticket provider
 */
record Answer(
    String json,
    boolean replayed,
    Map<Outcome.Kind, Integer> outcomes,
    List<UUID> alerts,
    Optional<Instant> earliest,
    boolean opensTicket) {

  static Answer replayed(String json) {
    return new Answer(json, true, Map.of(), List.of(), Optional.empty(), false);
  }

  /** Did a problem end? Other services are told of it. */
  boolean resolvedAny() {
    return outcomes.containsKey(Outcome.Kind.RESOLVED);
  }

  /** Is there anything new to see? */
  boolean changedAnything() {
    return outcomes.containsKey(Outcome.Kind.OPENED) || outcomes.containsKey(Outcome.Kind.RESOLVED);
  }

  /**
   * The answer to an arrival.
   *
   * @param outcomes one for each of its signals, in their order
   * @param places the first steps that have a worker already
   */
  static Answer of(Arrival arrival, List<Outcome> outcomes, Reservation places) {
    Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
    @Nullable Instant earliest = null;
    boolean opensTicket = false;
    StringBuilder json = new StringBuilder(40 + 190 * outcomes.size()).append("{\"alerts\":[");
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      Verdict verdict = arrival.verdicts().get(i);
      counts.merge(outcome.kind(), 1, Integer::sum);
      if (outcome.kind() == Outcome.Kind.OPENED && verdict instanceof Verdict.Firing firing) {
        earliest = earlier(earliest, firing, places);
        opensTicket |= firing.group().opensTicket();
      }
      json.append(i == 0 ? "" : ",");
      AnswerText.alert(json, verdict.signal().fingerprint(), outcome);
    }
    json.append("],\"accepted\":").append(outcomes.size());
    for (Outcome.Kind kind : Outcome.Kind.values()) {
      json.append(",\"").append(kind.word()).append("\":").append(counts.getOrDefault(kind, 0));
    }
    AnswerText.ignored(json, arrival.passedOver());
    return new Answer(
        json.append('}').toString(),
        false,
        counts,
        outcomes.stream().map(Outcome::alert).filter(Objects::nonNull).distinct().toList(),
        Optional.ofNullable(earliest),
        opensTicket);
  }

  private static @Nullable Instant earlier(
      @Nullable Instant known, Verdict.Firing firing, Reservation places) {
    Instant first = known;
    for (var chain : firing.group().chains()) {
      if (!places.holds(chain.step())) {
        first = first == null || chain.due().isBefore(first) ? chain.due() : first;
      }
    }
    return first;
  }
}
