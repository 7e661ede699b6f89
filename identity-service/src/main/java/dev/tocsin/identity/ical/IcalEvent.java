package dev.tocsin.identity.ical;

import java.util.List;

/**
 * What an event says, without its times.
 *
 * @param uid its identity; empty when the calendar gives none
 * @param summary its title; may be empty
 * @param description further text; may be empty
 * @param organizer who called it; empty or one
 * @param attendees who takes part: people, without rooms and those who declined
 */
public record IcalEvent(
    String uid,
    String summary,
    String description,
    List<IcalAddress> organizer,
    List<IcalAddress> attendees) {

  public IcalEvent {
    organizer = List.copyOf(organizer);
    attendees = List.copyOf(attendees);
  }

  static IcalEvent of(Component event) {
    return new IcalEvent(
        event.text("UID"),
        event.text("SUMMARY"),
        event.text("DESCRIPTION"),
        event.all("ORGANIZER").limit(1).map(IcalAddress::of).toList(),
        event.all("ATTENDEE").filter(IcalEvent::takesPart).map(IcalAddress::of).toList());
  }

  private static boolean takesPart(ContentLine line) {
    String type = line.param("CUTYPE").orElse("");
    return !type.equalsIgnoreCase("ROOM")
        && !type.equalsIgnoreCase("RESOURCE")
        && !line.param("PARTSTAT").orElse("").equalsIgnoreCase("DECLINED");
  }

  /** How to name it to a reader. */
  String named() {
    return summary.isEmpty() ? uid.isEmpty() ? "an event without a title" : uid : summary;
  }
}
