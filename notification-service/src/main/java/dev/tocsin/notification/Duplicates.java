package dev.tocsin.notification;

import dev.tocsin.platform.error.Conflict;
import io.smallrye.mutiny.Uni;
import java.util.function.UnaryOperator;

/** Turns the database's word that something exists already into an error that names it. */
public final class Duplicates {

  private Duplicates() {}

  /** Fails with this conflict where the unique index of this name was violated. */
  public static <T> UnaryOperator<Uni<T>> of(String index, String message) {
    return work ->
        work.onFailure(failure -> violates(failure, index))
            .transform(failure -> new Conflict(message));
  }

  private static boolean violates(Throwable failure, String index) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains('"' + index + '"')) {
        return true;
      }
    }
    return false;
  }
}
