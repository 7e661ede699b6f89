package dev.tocsin.alerting.source;

/** A payload holds more alerts than one request may bring. */
public final class TooManyAlerts extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the limit, for the answer. */
  public TooManyAlerts(int limit) {
    super(
        "the payload holds more than " + limit + " alerts; send them in several requests",
        null,
        false,
        false);
  }
}
