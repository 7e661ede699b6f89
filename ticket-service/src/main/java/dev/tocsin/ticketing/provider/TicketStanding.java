package dev.tocsin.ticketing.provider;

/** Where a ticket stands at its system. */
public sealed interface TicketStanding {

  /**
   * It is there.
   *
   * @param externalId what people call it
   * @param ref its name that never changes; empty when it has none
   * @param url where it is shown
   * @param title its title
   * @param status the system's word for where it stands
   * @param meaning what that says about the alerts
   */
  record Found(
      String externalId, String ref, String url, String title, String status, Meaning meaning)
      implements TicketStanding {}

  /** It is not, or our account may not see it. */
  record Absent(String reason) implements TicketStanding {}

  /** The system does not say; asking later may help. */
  record Unknown(String reason) implements TicketStanding {}
}
