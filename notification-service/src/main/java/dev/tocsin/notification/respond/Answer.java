package dev.tocsin.notification.respond;

/** What a person may answer to a page. */
enum Answer {
  ACKNOWLEDGE("Acknowledged", "acknowledge"),
  RESOLVE("Resolved", "resolve");

  private final String done;
  private final String verb;

  Answer(String done, String verb) {
    this.done = done;
    this.verb = verb;
  }

  /** {@code Acknowledged}. */
  String done() {
    return done;
  }

  /** {@code acknowledge}. */
  String verb() {
    return verb;
  }
}
