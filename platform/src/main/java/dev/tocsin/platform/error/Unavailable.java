package dev.tocsin.platform.error;

import org.jspecify.annotations.Nullable;

/** Something that this needs does not answer now; the same request may well succeed later. */
public final class Unavailable extends TocsinException {

  public Unavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
