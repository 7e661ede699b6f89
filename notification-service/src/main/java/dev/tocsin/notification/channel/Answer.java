package dev.tocsin.notification.channel;

/** What a person may answer to a page. */
public enum Answer {
  ACKNOWLEDGE("Acknowledged", "acknowledge"),
  RESOLVE("Resolved", "resolve");

  private final String done;
  private final String verb;

  Answer(String done, String verb) {
    this.done = done;
    this.verb = verb;
  }

  /** {@code Acknowledged}. */
  public String done() {
    return done;
  }

  /** {@code acknowledge}. */
  public String verb() {
    return verb;
  }
}
