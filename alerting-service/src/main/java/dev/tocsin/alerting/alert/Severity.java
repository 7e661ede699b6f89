package dev.tocsin.alerting.alert;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How bad it is, worst first: the perceived severities of ITU-T X.733 and {@code info}. */
public enum Severity {
  CRITICAL,
  MAJOR,
  MINOR,
  WARNING,
  INFO;

  private static final Map<String, Severity> WORDS =
      Map.ofEntries(
          Map.entry("critical", CRITICAL),
          Map.entry("crit", CRITICAL),
          Map.entry("fatal", CRITICAL),
          Map.entry("emergency", CRITICAL),
          Map.entry("emerg", CRITICAL),
          Map.entry("disaster", CRITICAL),
          Map.entry("page", CRITICAL),
          Map.entry("p1", CRITICAL),
          Map.entry("sev1", CRITICAL),
          Map.entry("major", MAJOR),
          Map.entry("high", MAJOR),
          Map.entry("error", MAJOR),
          Map.entry("err", MAJOR),
          Map.entry("alert", MAJOR),
          Map.entry("p2", MAJOR),
          Map.entry("sev2", MAJOR),
          Map.entry("minor", MINOR),
          Map.entry("medium", MINOR),
          Map.entry("average", MINOR),
          Map.entry("moderate", MINOR),
          Map.entry("p3", MINOR),
          Map.entry("sev3", MINOR),
          Map.entry("warning", WARNING),
          Map.entry("warn", WARNING),
          Map.entry("low", WARNING),
          Map.entry("p4", WARNING),
          Map.entry("sev4", WARNING),
          Map.entry("info", INFO),
          Map.entry("information", INFO),
          Map.entry("informational", INFO),
          Map.entry("notice", INFO),
          Map.entry("debug", INFO),
          Map.entry("none", INFO),
          Map.entry("ok", INFO),
          Map.entry("p5", INFO),
          Map.entry("sev5", INFO));

  /** The number it is stored and sent under: 1 (critical) to 5 (info). */
  public short number() {
    return (short) (ordinal() + 1);
  }

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word that conditions and templates see: lower case. */
  public String word() {
    return word;
  }

  /** Reverse of {@link #number}. */
  public static Severity of(int number) {
    return values()[number - 1];
  }

  /**
   * What a monitoring tool means by a word, whatever its case; empty for a word that nobody uses.
   */
  public static Optional<Severity> read(String word) {
    return Optional.ofNullable(WORDS.get(word.strip().toLowerCase(Locale.ROOT)));
  }
}
