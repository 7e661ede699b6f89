package dev.tocsin.provisioning;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ids by names: of what the tenant has, and of what the file is going to make. */
final class Names {
  /** Stands for an id that is not known yet. */
  static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

  private final boolean complete;
  private final Map<Kind, Map<String, String>> ids = new EnumMap<>(Kind.class);
  private final Map<Kind, Map<String, String>> shown = new EnumMap<>(Kind.class);

  /**
   * @param complete whether a name that is not here does not exist; else the tenant may have it
   */
  Names(boolean complete) {
    this.complete = complete;
  }

  boolean isComplete() {
    return complete;
  }

  void put(Kind kind, String name, String id) {
    ids.computeIfAbsent(kind, k -> new TreeMap<>()).put(plain(name), id);
    shown.computeIfAbsent(kind, k -> new TreeMap<>()).put(plain(name), name);
  }

  /** A name that will have an id. */
  void expect(Kind kind, String name) {
    if (find(kind, name).isEmpty()) {
      put(kind, name, UNKNOWN);
    }
  }

  Optional<String> find(Kind kind, String name) {
    return Optional.ofNullable(ids.getOrDefault(kind, Map.of()).get(plain(name)));
  }

  Collection<String> all(Kind kind) {
    return shown.getOrDefault(kind, Map.of()).values();
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
