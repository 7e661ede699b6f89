package dev.tocsin.platform.health;

import java.util.OptionalInt;

/**
 * Whether a schema fits this release. Scripts let the version before run on, so that an upgrade
 * needs no pause and the way back none either: a schema that is ahead fits, one that is behind does
 * not.
 *
 * @param fits whether this process can work with it
 * @param words what is told
 */
record SchemaState(boolean fits, String words) {
  static final SchemaState UP = new SchemaState(true, "up");

  /**
   * @param needed version of this release's newest script; empty when it has none
   * @param found version of the newest script that ran; empty when none did
   */
  static SchemaState of(OptionalInt needed, OptionalInt found) {
    if (needed.isEmpty() || (found.isPresent() && found.getAsInt() == needed.getAsInt())) {
      return UP;
    }
    if (found.isEmpty()) {
      return new SchemaState(false, "the schema is missing: run the migrations (tocsin migrate)");
    }
    int there = found.getAsInt();
    int ours = needed.getAsInt();
    return there < ours
        ? new SchemaState(
            false,
            "the schema is at version %d and this release needs %d: run the migrations (tocsin migrate)"
                .formatted(there, ours))
        : new SchemaState(
            true,
            "up; the schema is at version %d, newer than the %d of this release: finish the upgrade"
                .formatted(there, ours));
  }
}
