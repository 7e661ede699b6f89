package dev.tocsin.notification.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderContextTest {

  private static final Instant THREE_AT_NIGHT = Instant.parse("2026-11-21T03:00:00Z");

  @Test
  void tellsTimesInTheZoneOfThePerson() {
    assertEquals("2026-11-21 04:00 CET", eventText(Map.of("time_zone", "Europe/Vienna")));
    assertEquals("2026-11-20 21:00 CST", eventText(Map.of("time_zone", "America/Chicago")));
  }

  @Test
  void tellsTimesInUtcWhenThereIsNoPersonOrNoSuchZone() {
    assertEquals("2026-11-21 03:00 UTC", eventText(Map.of()));
    assertEquals("2026-11-21 03:00 UTC", eventText(Map.of("time_zone", "Mars/Olympus")));
  }

  private static Object eventText(Map<String, Object> user) {
    Map<String, Object> values =
        Map.of("user", user, "alert", Map.of("start_time", THREE_AT_NIGHT.toString()));
    Map<String, Object> all =
        new RenderContext(Limits.USUAL).complete(values, EventKind.PAGE, THREE_AT_NIGHT, "", false);
    assertEquals(all.get("event_text"), ((Map<?, ?>) all.get("alert")).get("start_text"));
    return all.get("event_text");
  }
}
