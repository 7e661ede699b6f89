package dev.tocsin.identity.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tocsin.identity.ical.IcalAddress;
import dev.tocsin.identity.ical.IcalEvent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {

  private static final UUID ANN = UUID.randomUUID();
  private static final UUID BEN = UUID.randomUUID();
  private static final UUID SAM = UUID.randomUUID();
  private static final UUID OTHER_SAM = UUID.randomUUID();

  private static final Directory DIRECTORY =
      new Directory(
          List.of(
              new Directory.Entry(ANN, "Ann.Lee@Example.com", "Ann Lee"),
              new Directory.Entry(BEN, "ben+oncall@example.com", "Ben Ng"),
              new Directory.Entry(SAM, "sam1@example.com", "Sam"),
              new Directory.Entry(OTHER_SAM, "sam2@example.com", "Sam")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann Lee",
        "ann lee",
        " ANN  LEE ",
        "ann.lee@example.com",
        "@Ann Lee",
        "ann.lee",
        "On call: Ann Lee",
        "Ann Lee (Database)",
        "[L1] Ann Lee",
        "Database - Ann Lee",
        "[P1] ann.lee@example.com",
        "On call: ANN.LEE@EXAMPLE.COM (primary)"
      })
  void aTitleNamesSomebodyInManyWays(String title) {
    assertEquals(new Directory.Meant(List.of(ANN), List.of()), titled(title));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann Lee, Ben Ng",
        "ann.lee@example.com & ben+oncall@example.com",
        "Ann Lee and Ben Ng",
        "On call: Ann Lee / Ben Ng",
        "Ann Lee + Ben Ng"
      })
  void aTitleNamesSeveral(String title) {
    assertEquals(new Directory.Meant(List.of(ANN, BEN), List.of()), titled(title));
  }

  @Test
  void whoIsNoUserIsTold() {
    assertEquals(new Directory.Meant(List.of(), List.of("Zoe Who")), titled("Zoe Who"));
    assertEquals(new Directory.Meant(List.of(ANN), List.of("Zoe")), titled("Ann Lee, Zoe"));
    assertEquals(new Directory.Meant(List.of(), List.of("an event without a title")), titled(""));
  }

  @Test
  void aNameThatTwoHaveMeansNeither() {
    assertEquals(new Directory.Meant(List.of(), List.of("Sam")), titled("Sam"));
    assertEquals(new Directory.Meant(List.of(OTHER_SAM), List.of()), titled("sam2"));
  }

  @Test
  void attendeesComeBeforeTheTitleAndTheOrganizerAfterIt() {
    IcalAddress ann = new IcalAddress("", "ann.lee@example.com");
    IcalAddress ben = new IcalAddress("", "BEN+ONCALL@example.com");
    IcalAddress room = new IcalAddress("", "room@example.com");

    assertEquals(
        List.of(ANN),
        DIRECTORY.meant(new IcalEvent("", "Ben Ng", "", List.of(ben), List.of(room, ann))).users());
    assertEquals(
        List.of(BEN),
        DIRECTORY.meant(new IcalEvent("", "Ben Ng", "", List.of(ann), List.of(room))).users());
    assertEquals(
        List.of(ANN),
        DIRECTORY.meant(new IcalEvent("", "Duty", "", List.of(ann), List.of(room))).users());
  }

  private static Directory.Meant titled(String title) {
    return DIRECTORY.meant(new IcalEvent("", title, "", List.of(), List.of()));
  }
}
