package dev.tocsin.alerting.action;

/** What an action did. Coming too late is an outcome, not an error. */
public enum Outcome {
  CHANGED,
  /** Somebody had done it already. */
  ALREADY_DONE,
  /** It came too late: the alert is resolved. */
  ALREADY_RESOLVED
}
