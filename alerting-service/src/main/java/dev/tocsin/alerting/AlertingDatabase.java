package dev.tocsin.alerting;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The database of this service: schema {@code alerting}, in its own database or a shared one. */
@Singleton
public class AlertingDatabase {

  /** Name of the schema, the data source and the persistence unit. */
  public static final String NAME = "alerting";

  @Produces
  @Singleton
  @ServiceDatabase(NAME)
  Database database(@ReactiveDataSource(NAME) Pool pool, TocsinClock clock) {
    return new Database(NAME, pool, null, clock);
  }
}
