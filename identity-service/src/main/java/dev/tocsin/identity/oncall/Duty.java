package dev.tocsin.identity.oncall;

/** What somebody is on call as. Each duty is a stack of layers of its own. */
public enum Duty {
  /** Who is on call, as the plain question means it; a gap is a stretch without a primary. */
  PRIMARY,
  /** Stands in when the primary does not answer. */
  SECONDARY,
  /** Gets the pages to learn; counts for no coverage and no fairness. */
  SHADOW
}
