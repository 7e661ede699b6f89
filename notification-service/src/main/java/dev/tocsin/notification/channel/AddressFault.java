package dev.tocsin.notification.channel;

import java.util.Locale;

/** What a refusal says about the address, so that the next message does not try it blindly. */
public enum AddressFault {
  /** Nothing: the next message may fare better. */
  NONE,
  /** Its owner wants no messages from this sender. */
  OPTED_OUT,
  /** There is no such address. */
  INVALID,
  /** It exists but takes no such messages: a landline. */
  CANNOT_RECEIVE;

  /** Name in the database, for example {@code opted_out}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
