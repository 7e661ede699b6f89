package dev.tocsin.identity.ical;

/** What cannot be understood as a calendar; the message says what, and what it said. */
public final class BadCalendar extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadCalendar(String message) {
    super(message, null, false, false);
  }
}
