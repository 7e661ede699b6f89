package dev.tocsin.platform.wire;

import com.google.protobuf.FieldMask;
import dev.tocsin.platform.error.Invalid;
import java.util.Set;
import java.util.TreeSet;

/** Which fields an update changes (AIP-134). */
public final class UpdateMask {
  private UpdateMask() {}

  /**
   * The fields that a request changes: those named, all that may change when none is named.
   *
   * @param changeable proto names that may change, nested ones with dots
   * @throws Invalid naming {@code update_mask} for a field that cannot be changed, with those that
   *     can
   */
  public static Set<String> fields(FieldMask mask, Set<String> changeable) {
    if (mask.getPathsCount() == 0) {
      return changeable;
    }
    for (String path : mask.getPathsList()) {
      if (!changeable.contains(path)) {
        throw Invalid.field(
            "update_mask",
            "'%s' cannot be changed; name some of %s".formatted(path, new TreeSet<>(changeable)));
      }
    }
    return Set.copyOf(mask.getPathsList());
  }
}
