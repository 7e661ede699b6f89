package dev.tocsin.identity.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From an instant until just before a later one. */
public record Stretch(Instant start, Instant end) {

  public Stretch {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(end + " is not after " + start);
    }
  }

  public Duration length() {
    return Duration.between(start, end);
  }

  /** How long the two have in common. */
  public Duration shared(Stretch other) {
    Instant from = start.isAfter(other.start) ? start : other.start;
    Instant until = end.isBefore(other.end) ? end : other.end;
    return from.isBefore(until) ? Duration.between(from, until) : Duration.ZERO;
  }

  /** The same time without overlaps, by start; what touches becomes one. */
  public static List<Stretch> merged(List<Stretch> stretches) {
    List<Stretch> merged = new ArrayList<>();
    stretches.stream()
        .sorted(Comparator.comparing(Stretch::start).thenComparing(Stretch::end))
        .forEach(
            next -> {
              Stretch last = merged.isEmpty() ? null : merged.getLast();
              if (last == null || next.start.isAfter(last.end)) {
                merged.add(next);
              } else if (next.end.isAfter(last.end)) {
                merged.set(merged.size() - 1, new Stretch(last.start, next.end));
              }
            });
    return merged;
  }
}
