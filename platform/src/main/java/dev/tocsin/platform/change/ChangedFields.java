package dev.tocsin.platform.change;

import com.google.protobuf.FieldMask;
import dev.tocsin.platform.error.Invalid;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The fields that an Update changes, by their proto names.
 *
 * @param names names of fields, each one that may change
 */
public record ChangedFields(Set<String> names) {

  /** Set by the server: in a mask they are passed over, as a client sends back what it read. */
  private static final Set<String> OUTPUT_ONLY = Set.of("id", "create_time", "update_time");

  public ChangedFields {
    names = Set.copyOf(names);
  }

  /**
   * Reads a mask; an empty one stands for every field that may change.
   *
   * @param mayChange names of the fields that may change
   * @throws Invalid naming {@code update_mask} when a path is none of them
   */
  public static ChangedFields of(FieldMask mask, String... mayChange) {
    Set<String> allowed = Set.of(mayChange);
    if (mask.getPathsCount() == 0) {
      return new ChangedFields(allowed);
    }
    Set<String> names = new LinkedHashSet<>();
    for (String path : mask.getPathsList()) {
      if (allowed.contains(path)) {
        names.add(path);
      } else if (!OUTPUT_ONLY.contains(path)) {
        throw Invalid.field(
            "update_mask",
            "'" + path + "' cannot be changed; these can: " + String.join(", ", mayChange));
      }
    }
    return new ChangedFields(names);
  }

  /** Whether this field changes. */
  public boolean contains(String name) {
    return names.contains(name);
  }
}
