package dev.tocsin.platform.log;

import org.jspecify.annotations.Nullable;

/** A failure as it is logged: the same type, place and causes, with masked words. */
final class MaskedFailure extends Throwable {
  private static final int DEEPEST = 20;
  private final String type;

  MaskedFailure(Throwable failure) {
    this(failure, 0);
  }

  private MaskedFailure(Throwable failure, int depth) {
    super(masked(failure), cause(failure, depth), false, true);
    type = failure.getClass().getName();
    setStackTrace(failure.getStackTrace());
  }

  private static @Nullable String masked(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? null : Masking.mask(message);
  }

  private static @Nullable Throwable cause(Throwable failure, int depth) {
    Throwable cause = failure.getCause();
    return cause == null || depth == DEEPEST ? null : new MaskedFailure(cause, depth + 1);
  }

  /** Whether anything in the failure or its causes is sensitive. */
  static boolean isNeededFor(Throwable failure) {
    Throwable each = failure;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      String message = each.getMessage();
      if (message != null && !Masking.mask(message).equals(message)) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  @Override
  public String toString() {
    return getMessage() == null ? type : type + ": " + getMessage();
  }
}
