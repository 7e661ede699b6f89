package dev.tocsin.alerting.paging;

import java.util.Collection;
import java.util.Locale;

/** Kinds of address that a person may have. */
public enum Medium {
  SLACK("Slack"),
  EMAIL("e-mail"),
  /** A telephone that is texted. */
  SMS("SMS");

  private final String spoken;

  Medium(String spoken) {
    this.spoken = spoken;
  }

  /** As policies and facts name it, for example {@code email}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people call it, for example {@code e-mail}. */
  public String spoken() {
    return spoken;
  }

  /**
   * Whether a step that names these channels means it; {@code phone} is another word for a text.
   */
  boolean isAmong(Collection<String> words) {
    return words.contains(word()) || this == SMS && words.contains("phone");
  }
}
