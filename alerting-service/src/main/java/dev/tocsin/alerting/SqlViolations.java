package dev.tocsin.alerting;

import io.vertx.pgclient.PgException;
import java.util.function.Predicate;

/** Tells which rule of the schema a statement has broken. */
public final class SqlViolations {

  private static final String UNIQUE = "23505";
  private static final String FOREIGN_KEY = "23503";

  private SqlViolations() {}

  /** Is it a value that is taken, by this constraint or unique index? */
  public static Predicate<Throwable> taken(String constraint) {
    return failure -> is(failure, UNIQUE, constraint);
  }

  /** Is it a row that is missing, or one that is still referred to, by this foreign key? */
  public static Predicate<Throwable> reference(String constraint) {
    return failure -> is(failure, FOREIGN_KEY, constraint);
  }

  /** Has the database broken a tie between two transactions? The loser is to be tried again. */
  public static Predicate<Throwable> deadlock() {
    return failure ->
        failure instanceof PgException e
            && ("40P01".equals(e.getSqlState()) || "40001".equals(e.getSqlState()));
  }

  private static boolean is(Throwable failure, String state, String constraint) {
    return failure instanceof PgException e
        && state.equals(e.getSqlState())
        && constraint.equals(e.getConstraint());
  }
}
