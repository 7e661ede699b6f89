package dev.tocsin.alerting.source.generic;

import java.util.Locale;
import java.util.Set;

/** What tools call the states of a problem. */
final class StateWords {

  private static final Set<String> OVER =
      Set.of(
          "resolved",
          "resolve",
          "resolving",
          "ok",
          "okay",
          "closed",
          "close",
          "clear",
          "cleared",
          "recovered",
          "recovery",
          "recover",
          "normal",
          "up",
          "inactive",
          "deactivated",
          "success",
          "succeeded",
          "successful",
          "passing",
          "passed",
          "healthy",
          "ended",
          "end",
          "done",
          "fixed",
          "solved",
          "restored",
          "green",
          "good",
          "false");

  private static final Set<String> NEITHER =
      Set.of(
          "acknowledged",
          "acknowledge",
          "ack",
          "suppressed",
          "silenced",
          "muted",
          "snoozed",
          "paused",
          "maintenance",
          "pending",
          "ignore",
          "ignored",
          "skip");

  private static final Set<String> FIRING =
      Set.of(
          "firing",
          "fire",
          "fired",
          "alert",
          "alerting",
          "alarm",
          "open",
          "opened",
          "triggered",
          "trigger",
          "problem",
          "active",
          "activated",
          "down",
          "failed",
          "failing",
          "failure",
          "fail",
          "error",
          "warning",
          "warn",
          "critical",
          "new",
          "created",
          "create",
          "unhealthy",
          "red",
          "bad",
          "nodata",
          "unresolved",
          "reopened",
          "started",
          "true");

  private StateWords() {}

  /** What a word says about the problem. */
  enum Meaning {
    FIRING,
    OVER,
    /** Neither a problem nor its end. */
    NEITHER,
    UNKNOWN
  }

  /** The meaning of a word, whatever its case and however its parts are joined. */
  static Meaning of(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    if (OVER.contains(plain)) {
      return Meaning.OVER;
    }
    if (NEITHER.contains(plain)) {
      return Meaning.NEITHER;
    }
    return FIRING.contains(plain) ? Meaning.FIRING : Meaning.UNKNOWN;
  }
}
