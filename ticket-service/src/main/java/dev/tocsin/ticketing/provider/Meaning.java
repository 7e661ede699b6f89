package dev.tocsin.ticketing.provider;

/** What a status of a ticket system says about the alerts, by the tenant's settings. */
public enum Meaning {
  /** Nothing. */
  NONE,
  /** Somebody works on it. */
  ACKNOWLEDGED,
  /** It is over. */
  CLOSED
}
