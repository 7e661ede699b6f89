package dev.tocsin.platform.retention;

import java.util.UUID;

/**
 * Rows that a function of the schema forgets, as it walks through them by their key: for what lies
 * in several tables, or has no index by age. Keys are ordered by time, so they bound the walk. A
 * migration makes {@code function(tenant uuid, before timestamptz, after uuid, most int, OUT
 * deleted bigint, OUT last uuid)}, which looks at up to {@code most} rows behind {@code after} in
 * one transaction of the tenant, and calls {@code make_walked(table, keys)}, which finds the
 * tenants.
 *
 * @param table what is counted
 * @param function its name
 * @param setting the property that says how long they are kept
 * @param keeping what a tenant may keep for a shorter time
 */
public record ExpiringWalk(String table, String function, String setting, Keeping keeping)
    implements Expiring {

  /** Where a walk begins: before every key. */
  public static final UUID BEGINNING = new UUID(0, 0);

  public ExpiringWalk {
    ExpiringRows.mustBePlain(table);
    ExpiringRows.mustBePlain(function);
  }

  /**
   * The statement of one step.
   *
   * @return takes {@code $1}, the tenant; {@code $2}, the moment before which rows must have been
   *     over; {@code $3}, the key behind which it looks; {@code $4}, at how many. Gives how many
   *     have gone, and the key behind which the next step looks: null when this was the last
   */
  public String step(String schema) {
    return "SELECT deleted, last FROM %s.%s($1, $2, $3, $4)".formatted(schema, function);
  }
}
