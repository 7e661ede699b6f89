package dev.tocsin.ticketing.provider;

/** What a kind of ticket system can do for us. */
public enum Capability {
  /** Opens tickets. */
  CREATE,
  /** Takes word that somebody works on it. */
  UPDATE,
  /** Closes tickets. */
  CLOSE,
  /** Takes notes. */
  COMMENT,
  /** Can be asked where a ticket stands, so tickets that are there already can be linked. */
  LOOK_UP,
  /** Tells us what people do with a ticket. */
  SYNC_BACK
}
