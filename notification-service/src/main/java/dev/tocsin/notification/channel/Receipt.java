package dev.tocsin.notification.channel;

import java.util.Locale;

/** What a provider says became of a message that it took; later ones outrank earlier ones. */
public enum Receipt {
  QUEUED,
  SENT,
  DELIVERED,
  UNDELIVERED,
  FAILED;

  /** Name in the database, for example {@code delivered}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the message did not reach anybody and will not. */
  public boolean isFailure() {
    return this == UNDELIVERED || this == FAILED;
  }
}
