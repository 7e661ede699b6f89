package dev.tocsin.alerting.paging;

import java.util.Locale;

/** Kinds of address that a person may have. */
public enum Medium {
  SLACK("Slack", true),
  EMAIL("e-mail", true),
  /** Kept by identity-service, but no channel of this installation calls or texts yet. */
  PHONE("phone", false);

  private final String spoken;
  private final boolean served;

  Medium(String spoken, boolean served) {
    this.spoken = spoken;
    this.served = served;
  }

  /** As policies and facts name it, for example {@code email}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people call it, for example {@code e-mail}. */
  public String spoken() {
    return spoken;
  }

  /** Can a page go there? */
  boolean isServed() {
    return served;
  }
}
