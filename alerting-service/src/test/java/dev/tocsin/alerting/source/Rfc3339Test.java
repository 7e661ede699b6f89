package dev.tocsin.alerting.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T08:05:14Z",
        "2026-11-21T08:05:14.1Z",
        "2026-11-21T08:05:14.123456789Z",
        "2024-02-29T23:59:59.999Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1969-12-31T23:59:59.5Z",
        "2016-12-31T23:59:60Z",
        "2026-11-21T24:00:00Z",
      })
  void readsWhatTheGeneralParserReads(String text) {
    assertEquals(Instant.parse(text), Rfc3339.read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "yesterday",
        "2026-11-21",
        "2026-02-30T08:05:14Z",
        "2026-13-01T08:05:14Z",
        "2026-11-21T25:05:14Z",
        "2026-11-21T08:05:1xZ",
        "2026-11-21T08:05:14.x1Z",
        "2026-11-21T08:05:14.1234567891Z",
        "2026-11-21T08:05:14_1Z",
        "2026-11-21T08:05:14",
      })
  void refusesWhatIsNoTime(String text) {
    assertThrows(DateTimeException.class, () -> Rfc3339.read(text));
  }
}
