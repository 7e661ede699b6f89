package dev.tocsin.identity.absence;

import dev.tocsin.platform.error.Invalid;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Where public holidays come from: a region, or an imported calendar.
 *
 * @param region empty for an imported calendar
 */
record Source(String region, Optional<UUID> feed) {

  /** Of a region and an imported calendar just one; fails with {@link Invalid}. */
  static Source read(String prefix, String region, String feed) {
    if (region.isEmpty() == feed.isEmpty()) {
      throw Invalid.field(
          prefix + "region", "name either a region or an imported calendar (feed_id)");
    }
    return new Source(
        region.toLowerCase(Locale.ROOT),
        feed.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(feed)));
  }

  static Source of(HolidayRecord record) {
    return new Source(record.region, Optional.ofNullable(record.feedId));
  }
}
