package dev.tocsin.platform.retention;

/**
 * Which rows of a table go, and when. A migration has called {@code make_expiring(table, made)}.
 *
 * @param table its name
 * @param made column of the time by which a row's age goes; an index with the tenant in front helps
 * @param over condition that old rows must fulfil too, in which {@code $2} stands for the moment
 *     before which they were made; {@code true} when there is none
 * @param setting the property that says how long they are kept
 * @param parts table of the rows that go with them, which name them in their column {@code
 *     <table>_id}; empty when there is none
 * @param keeping what a tenant may keep for a shorter time
 */
public record ExpiringRows(
    String table, String made, String over, String setting, String parts, Keeping keeping)
    implements Expiring {

  public ExpiringRows {
    mustBePlain(table);
    mustBePlain(made);
    if (!parts.isEmpty()) {
      mustBePlain(parts);
    }
  }

  static void mustBePlain(String name) {
    if (!name.matches("[a-z_]+")) {
      throw new IllegalArgumentException("'%s' is not a plain lower-case name".formatted(name));
    }
  }

  /** Rows that the installation alone decides about. */
  public ExpiringRows(String table, String made, String over, String setting, String parts) {
    this(table, made, over, setting, parts, Keeping.INSTALLATION);
  }

  /** Rows that nothing else belongs to, and that the installation alone decides about. */
  public static ExpiringRows of(String table, String made, String over, String setting) {
    return of(table, made, over, setting, Keeping.INSTALLATION);
  }

  /** Rows that nothing else belongs to. */
  public static ExpiringRows of(
      String table, String made, String over, String setting, Keeping keeping) {
    return new ExpiringRows(table, made, over, setting, "", keeping);
  }

  /**
   * The statement that deletes some of them.
   *
   * @return takes {@code $1}, the tenant; {@code $2}, the moment before which rows were made;
   *     {@code $3}, how many at most. Rows that somebody else is working on stay for the next time
   */
  public String delete(String schema) {
    String old =
        """
        WITH old AS (
          SELECT r.ctid AS place%5$s FROM %1$s.%2$s r WHERE r.tenant_id = $1 AND r.%3$s < $2 AND (%4$s)
          LIMIT $3 FOR UPDATE SKIP LOCKED)\
        """
            .formatted(schema, table, made, over, parts.isEmpty() ? "" : ", r.id");
    String theirs =
        parts.isEmpty()
            ? ""
            : """
            , parts AS (
              DELETE FROM %1$s.%2$s p USING old WHERE p.tenant_id = $1 AND p.%3$s_id = old.id)\
            """
                .formatted(schema, parts, table);
    return old
        + theirs
        + " DELETE FROM %1$s.%2$s d USING old WHERE d.tenant_id = $1 AND d.ctid = old.place"
            .formatted(schema, table);
  }
}
