package dev.tocsin.platform.secret;

/**
 * A column of sealed bytes, in a table whose key is {@code (tenant_id, id)} and for which a
 * migration has called {@code make_sealed(table, column)}.
 *
 * @param purpose what {@link KeyRing#seal} was told
 */
public record SealedColumn(String table, String column, String purpose) {

  private static final String PLAIN = "[a-z_]+";

  public SealedColumn {
    if (!table.matches(PLAIN) || !column.matches(PLAIN)) {
      throw new IllegalArgumentException(
          "'" + table + "." + column + "' is not made of plain lower-case names");
    }
  }
}
