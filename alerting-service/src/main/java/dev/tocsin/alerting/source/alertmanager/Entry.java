package dev.tocsin.alerting.source.alertmanager;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a payload's {@code alerts}, as it was written.
 *
 * @param further texts of other fields that the dialect asked for, those that are not blank
 */
public record Entry(
    @Nullable String status,
    @Nullable String fingerprint,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable String startsAt,
    @Nullable String endsAt,
    @Nullable String generatorUrl,
    Map<String, String> further) {

  /** The first of these labels that is there. */
  public @Nullable String label(String... names) {
    for (String name : names) {
      String value = labels.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
