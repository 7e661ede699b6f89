package dev.tocsin.identity.schedule;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What versions say, parsed once: a version never changes. Kept up to a number of characters of
 * what is stored; beyond it keeping begins anew, so that neither many small ones nor a few large
 * ones fill the memory.
 */
final class KeptDefinitions {

  /** Some tens of megabytes once parsed. */
  static final long MOST_CHARACTERS = 16L << 20;

  private final long most;
  private final Map<UUID, Definition> kept = new ConcurrentHashMap<>();
  private final AtomicLong characters = new AtomicLong();

  KeptDefinitions(long most) {
    this.most = most;
  }

  /** Of the version of this id. */
  Definition of(UUID id, String definition, String anchors) {
    Definition known = kept.get(id);
    if (known != null) {
      return known;
    }
    Definition read = Definition.parse(definition, anchors);
    long own = (long) definition.length() + anchors.length();
    if (own > most) {
      return read;
    }
    if (characters.addAndGet(own) > most) {
      kept.clear();
      characters.set(own);
    }
    if (kept.put(id, read) != null) {
      characters.addAndGet(-own);
    }
    return read;
  }

  int size() {
    return kept.size();
  }
}
