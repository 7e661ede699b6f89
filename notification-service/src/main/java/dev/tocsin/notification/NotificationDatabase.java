package dev.tocsin.notification;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.hibernate.orm.PersistenceUnit;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The database of this service: schema {@code notification}, in its own database or a shared one.
 */
@Singleton
public class NotificationDatabase {

  /** Name of the schema, the data source and the persistence unit. */
  public static final String NAME = "notification";

  @Produces
  @Singleton
  @ServiceDatabase(NAME)
  Database database(
      @ReactiveDataSource(NAME) Pool pool,
      @PersistenceUnit(NAME) Mutiny.SessionFactory sessions,
      TocsinClock clock) {
    return new Database(NAME, pool, sessions, clock);
  }
}
