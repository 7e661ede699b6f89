package dev.tocsin.identity;

import dev.tocsin.platform.error.Conflict;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;

/** Tells a name that is taken from other failures of the database. */
public final class Duplicates {

  private static final String UNIQUE_VIOLATION = "23505";

  private Duplicates() {}

  /**
   * Turns the violation of a unique constraint into a {@link Conflict}; other failures pass.
   *
   * @param constraint name of the constraint or unique index
   * @param message what the caller is told
   */
  public static <T> Function<Uni<T>, Uni<T>> of(String constraint, String message) {
    return work ->
        work.onFailure(failure -> violates(failure, constraint))
            .transform(failure -> new Conflict(message));
  }

  private static boolean violates(Throwable failure, String constraint) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean here =
          switch (cause) {
            case ConstraintViolationException e -> constraint.equals(e.getConstraintName());
            case PgException e ->
                UNIQUE_VIOLATION.equals(e.getSqlState()) && constraint.equals(e.getConstraint());
            default -> false;
          };
      if (here) {
        return true;
      }
    }
    return false;
  }
}
