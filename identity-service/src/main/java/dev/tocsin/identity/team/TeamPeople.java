package dev.tocsin.identity.team;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The people of teams, in one statement: it lies on the way of every page. */
public final class TeamPeople {

  private static final String SELECT =
      """
      SELECT t.id, t.name,
        ARRAY(SELECT m.user_id FROM identity.team_member m
          WHERE m.tenant_id = t.tenant_id AND m.team_id = t.id ORDER BY m.position) AS members
      FROM identity.team t WHERE t.id = ANY($1)\
      """;

  private TeamPeople() {}

  /**
   * A team.
   *
   * @param members user ids in the team's order
   */
  public record Named(String name, List<UUID> members) {}

  /** Those of the teams that exist, by id; {@code tx} is bound to the tenant. */
  public static Uni<Map<UUID, Named>> read(SqlConnection tx, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.preparedQuery(SELECT)
        .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
        .map(
            rows -> {
              Map<UUID, Named> found = new HashMap<>();
              for (Row row : rows) {
                found.put(
                    row.getUUID("id"),
                    new Named(row.getString("name"), List.of(row.getArrayOfUUIDs("members"))));
              }
              return found;
            });
  }
}
