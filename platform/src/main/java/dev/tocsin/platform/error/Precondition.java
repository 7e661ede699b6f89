package dev.tocsin.platform.error;

/** The thing is not in a state in which this can be done; the message says what to change first. */
public final class Precondition extends TocsinException {

  public Precondition(String message) {
    super(message, null);
  }
}
