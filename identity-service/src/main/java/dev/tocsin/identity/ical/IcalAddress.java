package dev.tocsin.identity.ical;

/**
 * An organizer or attendee.
 *
 * @param name the display name (CN); empty when there is none
 * @param email the address without {@code mailto:}; empty when there is none
 */
public record IcalAddress(String name, String email) {

  static IcalAddress of(ContentLine line) {
    String value = line.value().strip();
    String address = value.regionMatches(true, 0, "mailto:", 0, 7) ? value.substring(7) : value;
    String given = line.param("EMAIL").orElse("");
    String email = address.contains("@") ? address : given;
    return new IcalAddress(line.param("CN").orElse("").strip(), email.strip());
  }
}
