package dev.tocsin.identity.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ToldTimesTest {

  private static final Instant TIME = Instant.parse("2040-07-01T07:00:00Z");

  @Test
  void tellsTimesInTheZoneOfTheReader() {
    String text = "From " + Notice.time(TIME) + " until " + Notice.time(TIME.plusSeconds(3600));

    assertEquals(
        "From Sun 1 Jul 2040, 09:00 CEST until Sun 1 Jul 2040, 10:00 CEST",
        ToldTimes.in("Europe/Vienna", text));
    assertEquals(
        "From Sun 1 Jul 2040, 02:00 CDT until Sun 1 Jul 2040, 03:00 CDT",
        ToldTimes.in("America/Chicago", text));
  }

  @Test
  void anUnknownZoneIsReadAsUtcAndOtherTextIsLeftAlone() {
    assertEquals("Sun 1 Jul 2040, 07:00 UTC", ToldTimes.in("Mars/Base", Notice.time(TIME)));
    assertEquals("<t:x> $1 \\1 <t:>", ToldTimes.in("UTC", "<t:x> $1 \\1 <t:>"));
  }
}
