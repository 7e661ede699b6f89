package dev.tocsin.notification.render;

import java.util.List;
import java.util.Map;

/**
 * What became of a template.
 *
 * @param parts the parts by name
 * @param faults what was wrong, in the order of the parts
 */
public record Rendered(Map<String, String> parts, List<Fault> faults) {

  /** Keeps its own copies. */
  public Rendered {
    parts = Map.copyOf(parts);
    faults = List.copyOf(faults);
  }

  /** Whether it can be sent. */
  public boolean isUsable() {
    return faults.stream().noneMatch(Fault::error);
  }

  /** The part, or an empty text. */
  public String part(String name) {
    return parts.getOrDefault(name, "");
  }
}
