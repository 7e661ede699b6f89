package dev.tocsin.identity.ical;

/**
 * Something that had to be left out of a calendar.
 *
 * @param event which event: its summary, else its UID, else its place
 * @param text what is wrong with it, in words
 */
public record IcalProblem(String event, String text) {

  private static final int LONGEST = 200;

  public IcalProblem {
    event = cut(event);
    text = cut(text);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  @Override
  public String toString() {
    return event + ": " + text;
  }
}
