package dev.tocsin.fakes.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways in which a fake can misbehave. */
public enum FaultMode {
  /** No fault: arming it disarms what the target had. */
  NONE,
  /** Waits {@code delay}, then does and answers as usual, even when the caller has gone. */
  SLOW,
  /** Refuses with {@code status} (or, for Slack, the API error {@code error}); nothing recorded. */
  FAIL,
  /** Says nothing for {@code delay} (a minute unless told), then closes; nothing is recorded. */
  HANG,
  /** Closes the connection without a word; nothing is recorded. */
  LOSE,
  /** 429 with {@code Retry-After} (SMTP: 450 4.7.1); nothing is recorded. */
  RATE_LIMIT,
  /** Accepts and records, then closes before the answer: an outcome unknown to the caller. */
  RESET_AFTER_ACCEPT,
  /** Accepts and records, then answers one byte per {@code delay}. */
  DRIP;

  /** The word used in JSON, for example {@code reset_after_accept}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FaultMode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }
}
