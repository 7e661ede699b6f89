package dev.tocsin.ticketing.provider;

/** What a kind of ticket system can do for us. */
public enum Capability {
  /** Opens tickets. */
  CREATE,
  /** Takes word that somebody works on it. */
  UPDATE,
  /** Closes tickets. */
  CLOSE
}
