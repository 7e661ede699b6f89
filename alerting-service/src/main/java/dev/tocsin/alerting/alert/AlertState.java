package dev.tocsin.alerting.alert;

import java.util.Locale;

/** Where an alert or a group stands; it only moves forward. */
public enum AlertState {
  OPEN,
  ACKNOWLEDGED,
  RESOLVED;

  /** As it is stored and shown: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reverse of {@link #word}. */
  public static AlertState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
