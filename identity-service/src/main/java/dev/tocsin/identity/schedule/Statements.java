package dev.tocsin.identity.schedule;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Statements in a transaction that is bound to the tenant, be it one of a session or, on the way of
 * a page, a plain one. They take texts as {@code ?1}, {@code ?2} and so on, and answer texts.
 */
@FunctionalInterface
public interface Statements {

  /** The only column of each row. */
  Uni<List<String>> texts(String sql, String... parameters);

  /** In a session's transaction. */
  static Statements of(Mutiny.Session tx) {
    return (sql, parameters) -> {
      var query = tx.createNativeQuery(sql, String.class);
      for (int i = 0; i < parameters.length; i++) {
        query.setParameter(i + 1, parameters[i]);
      }
      return query.getResultList();
    };
  }

  /** In a plain transaction. */
  static Statements of(SqlConnection tx) {
    return (sql, parameters) ->
        tx.preparedQuery(sql.replaceAll("\\?(\\d)", "\\$$1"))
            .execute(Tuple.from((Object[]) parameters))
            .map(
                rows -> {
                  List<String> texts = new ArrayList<>();
                  rows.forEach(row -> texts.add(row.getString(0)));
                  return texts;
                });
  }
}
