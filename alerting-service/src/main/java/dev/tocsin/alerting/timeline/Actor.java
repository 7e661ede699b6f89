package dev.tocsin.alerting.timeline;

/**
 * Who did something.
 *
 * @param kind {@code user}, {@code key}, {@code source} (a monitoring tool), {@code service},
 *     {@code operator} or {@code system}
 * @param id user id, key id, integration id, or the name of the service
 */
public record Actor(String kind, String id) {

  /** Tocsin itself, by a timer or a rule. */
  public static final Actor SYSTEM = new Actor("system", "tocsin");

  /** The monitoring tool behind an integration. */
  public static Actor source(Object integration) {
    return new Actor("source", integration.toString());
  }

  /** From {@code user:<id>} and its like, as {@code Caller.actor()} writes them. */
  public static Actor of(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new Actor(text, text)
        : new Actor(text.substring(0, colon), text.substring(colon + 1));
  }
}
