package dev.tocsin.identity.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RestTest {

  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final UUID ANN = new UUID(0, 1);

  @Test
  void aNightIsFromTenToSixInThePersonsZone() {
    assertEquals(Duration.ofHours(8), night("2040-01-10T00:00:00Z", "2040-01-11T00:00:00Z"));
    assertEquals(Duration.ofHours(1), night("2040-01-10T20:00:00Z", "2040-01-10T22:00:00Z"));
    assertEquals(Duration.ZERO, night("2040-01-10T05:00:00Z", "2040-01-10T21:00:00Z"));
    assertEquals(
        Duration.ofHours(7),
        RestRules.BUILT_IN.atNight(
            stretch("2040-01-10T05:00:00Z", "2040-01-10T13:00:00Z"),
            ZoneId.of("America/Los_Angeles")),
        "from nine in the evening until five in the morning there");
  }

  @Test
  void theNightsOfADaylightSavingChangeAreAsLongAsTheyWere() {
    assertEquals(Duration.ofHours(7), night("2025-03-29T20:00:00Z", "2025-03-30T08:00:00Z"));
    assertEquals(Duration.ofHours(9), night("2025-10-25T18:00:00Z", "2025-10-26T08:00:00Z"));
  }

  @Test
  void aNightMayLieWithinOneDay() {
    RestRules rules = rules(0, 0, "00:00", "07:00");
    assertEquals(
        Duration.ofHours(7),
        rules.atNight(stretch("2040-01-10T00:00:00Z", "2040-01-11T00:00:00Z"), ZoneId.of("UTC")));
  }

  @Test
  void shiftsThatFollowTooSoonAreFoundAndTurnsInARowAreOneShift() {
    List<Rest.Broken> broken =
        Rest.of(
            rules(11, 0, "22:00", "06:00"),
            ANN,
            List.of(
                stretch("2040-01-12T06:00:00Z", "2040-01-12T14:00:00Z"),
                stretch("2040-01-10T14:00:00Z", "2040-01-10T22:00:00Z"),
                stretch("2040-01-11T06:00:00Z", "2040-01-11T14:00:00Z"),
                stretch("2040-01-11T14:00:00Z", "2040-01-11T19:00:00Z"),
                stretch("2040-01-11T18:00:00Z", "2040-01-11T19:00:00Z")),
            VIENNA);

    assertEquals(1, broken.size(), broken.toString());
    assertEquals(Rest.Kind.TOO_SHORT, broken.getFirst().kind());
    assertEquals(stretch("2040-01-10T22:00:00Z", "2040-01-11T06:00:00Z"), broken.getFirst().time());
    assertEquals(
        "user %s has 8 h between two shifts, from 2040-01-10T22:00:00Z until 2040-01-11T06:00:00Z: the rule is 11 h"
            .formatted(ANN),
        broken.getFirst().text());
  }

  @Test
  void nightsBeyondTheBudgetOf28DaysAreFound() {
    List<Stretch> nights =
        List.of(
            stretch("2040-01-01T21:00:00Z", "2040-01-02T05:00:00Z"),
            stretch("2040-01-10T21:00:00Z", "2040-01-11T05:00:00Z"),
            stretch("2040-01-29T21:00:00Z", "2040-01-30T05:00:00Z"),
            stretch("2040-02-07T21:00:00Z", "2040-02-08T05:00:00Z"));

    assertEquals(List.of(), Rest.of(rules(0, 16, "22:00", "06:00"), ANN, nights, VIENNA));
    List<Rest.Broken> broken = Rest.of(rules(0, 15, "22:00", "06:00"), ANN, nights, VIENNA);
    assertEquals(
        List.of(nights.get(1), nights.get(2), nights.get(3)),
        broken.stream().map(Rest.Broken::time).toList());
  }

  @Test
  void ofAShiftThatReachesIntoTheWindowOnlyThePartInItCounts() {
    List<Rest.Broken> broken =
        Rest.of(
            rules(0, 100, "22:00", "06:00"),
            ANN,
            List.of(
                stretch("2040-01-01T12:00:00Z", "2040-02-10T12:00:00Z"),
                stretch("2040-02-11T12:00:00Z", "2040-02-12T12:00:00Z"),
                stretch("2040-03-08T12:00:00Z", "2040-03-09T12:00:00Z"),
                stretch("2040-03-19T12:00:00Z", "2040-03-20T12:00:00Z")),
            VIENNA);

    assertEquals(
        List.of(28 * 8, 27 * 8),
        broken.stream().map(each -> Integer.valueOf(each.text().split(" ")[6])).toList(),
        broken.toString());
  }

  private static Duration night(String start, String end) {
    return RestRules.BUILT_IN.atNight(stretch(start, end), VIENNA);
  }

  private static RestRules rules(int rest, int budget, String start, String end) {
    return new RestRules(
        Duration.ofHours(rest),
        Duration.ofHours(budget),
        LocalTime.parse(start),
        LocalTime.parse(end),
        false,
        false,
        Optional.empty());
  }

  private static Stretch stretch(String start, String end) {
    return new Stretch(Instant.parse(start), Instant.parse(end));
  }
}
