package dev.tocsin.platform.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys with values, in the order of the file. */
public record YamlMap(Place place, Map<String, Entry> entries) implements YamlValue {
  /**
   * A key with its value.
   *
   * @param place where the key stands
   */
  public record Entry(Place place, String key, YamlValue value) {}

  public YamlMap {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** Nothing. */
  public static YamlMap empty(Place place) {
    return new YamlMap(place, Map.of());
  }

  @Override
  public String what() {
    return "a group of keys";
  }
}
