package dev.tocsin.alerting.integration;

import dev.tocsin.alerting.integration.IntegrationKeys.KeyHash;
import dev.tocsin.platform.limit.Rate;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How integrations are stored, for ingest. */
public final class IntegrationRows {

  /** The columns that {@link #read} reads. */
  public static final String COLUMNS =
      "id, name, source, disabled, key_hash, mapping, rate_per_second, rate_burst";

  private IntegrationRows() {}

  /** An integration of a row with {@link #COLUMNS}. */
  public static Integration read(Row row) {
    return new Integration(
        row.getUUID("id"),
        row.getString("name"),
        row.getString("source"),
        row.getBoolean("disabled"),
        KeyHash.of(row.getBuffer("key_hash").getBytes()),
        Mappings.read(row.getString("mapping")),
        rate(row));
  }

  static Optional<Rate> rate(Row row) {
    @Nullable Double perSecond = row.getDouble("rate_per_second");
    @Nullable Integer burst = row.getInteger("rate_burst");
    return perSecond == null || burst == null
        ? Optional.empty()
        : Optional.of(new Rate(perSecond, burst));
  }
}
