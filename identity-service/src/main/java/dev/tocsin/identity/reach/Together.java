package dev.tocsin.identity.reach;

import dev.tocsin.identity.oncall.Watch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Goes through several lines of watches at once, from change to change of any of them. */
final class Together {

  private final List<List<Watch>> lines;
  private final int[] places;

  /** Lines that all start at the first's start; an empty one names nobody. */
  @SafeVarargs
  Together(List<Watch>... lines) {
    this.lines = List.of(lines);
    this.places = new int[lines.length];
    this.ended = lines[0].isEmpty();
    this.start = ended ? Instant.MAX : lines[0].getFirst().start();
  }

  private boolean ended;
  private Instant start;

  boolean hasNext() {
    return !ended;
  }

  Instant start() {
    return start;
  }

  List<UUID> of(int line) {
    return lines.get(line).isEmpty() ? List.of() : lines.get(line).get(places[line]).people();
  }

  void advance() {
    Instant next = Instant.MAX;
    for (int i = 0; i < places.length; i++) {
      if (places[i] + 1 < lines.get(i).size()) {
        Instant change = lines.get(i).get(places[i] + 1).start();
        next = change.isBefore(next) ? change : next;
      }
    }
    for (int i = 0; i < places.length; i++) {
      if (places[i] + 1 < lines.get(i).size()
          && !lines.get(i).get(places[i] + 1).start().isAfter(next)) {
        places[i]++;
      }
    }
    ended = next.equals(Instant.MAX);
    start = next;
  }
}
