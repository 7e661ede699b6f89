package dev.tocsin.platform.error;

import org.jspecify.annotations.Nullable;

/**
 * Something that a caller can be told. The message names the thing, the value and what to do next;
 * it is shown to the caller as it is, so it never holds a secret or another tenant's data. Anything
 * that is not a {@code TocsinException} reaches the caller as an internal error without a word.
 */
public abstract sealed class TocsinException extends RuntimeException
    permits NotFound,
        Invalid,
        Conflict,
        Precondition,
        Denied,
        Unauthenticated,
        Exhausted,
        Unavailable {

  TocsinException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What the caller is told; never null. */
  public final String explanation() {
    String message = getMessage();
    return message == null ? getClass().getSimpleName() : message;
  }
}
