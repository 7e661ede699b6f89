package dev.tocsin.alerting.alert;

import java.util.Locale;

/** Where an alert or a group stands; it only moves forward. */
public enum AlertState {
  OPEN,
  ACKNOWLEDGED,
  RESOLVED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As it is stored and shown: lower case. */
  public String word() {
    return word;
  }

  /** Reverse of {@link #word}. */
  public static AlertState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
