package dev.tocsin.platform.usage;

import dev.tocsin.platform.time.TocsinClock;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What tenants have used since the last report, in memory: adding costs no call. */
@Singleton
public class UsageCounters {

  /** Alerts that sources sent. */
  public static final String ALERTS = "alerts_received";

  /** Calls of people and keys that were let through. */
  public static final String API_CALLS = "api_calls";

  /** Segments of text messages. */
  public static final String SMS_SEGMENTS = "sms_segments";

  /** Begins the names of the counters of messages by kind of channel. */
  public static final String SENT = "sent.";

  private final TocsinClock clock;
  private final Map<Place, Map<String, Long>> counts = new ConcurrentHashMap<>();

  private record Place(UUID tenant, LocalDate day) {}

  /** What a tenant used on a day, to be told once. */
  record Report(UUID tenant, LocalDate day, Map<String, Long> counts) {}

  UsageCounters(TocsinClock clock) {
    this.clock = clock;
  }

  /** Adds to a counter of the tenant, today (UTC). */
  public void add(UUID tenant, String counter, long amount) {
    if (amount <= 0) {
      return;
    }
    Place place = new Place(tenant, clock.now().atZone(ZoneOffset.UTC).toLocalDate());
    // Within the lock of the place, so that none is added to what was just taken away.
    counts.compute(
        place,
        (_, kept) -> {
          Map<String, Long> counters = kept == null ? new HashMap<>() : kept;
          counters.merge(counter, amount, Long::sum);
          return counters;
        });
  }

  /** Takes away what was counted. */
  List<Report> take() {
    List<Report> reports = new ArrayList<>();
    for (Place place : List.copyOf(counts.keySet())) {
      Map<String, Long> counters = counts.remove(place);
      if (counters != null) {
        reports.add(new Report(place.tenant(), place.day(), Map.copyOf(counters)));
      }
    }
    return reports;
  }
}
