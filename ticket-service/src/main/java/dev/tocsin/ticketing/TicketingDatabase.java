package dev.tocsin.ticketing;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.time.TocsinClock;
import io.quarkus.hibernate.orm.PersistenceUnit;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/** The database of this service: its schema is {@code ticketing}. */
@Singleton
final class TicketingDatabase {
  @Produces
  @Singleton
  @ServiceDatabase("ticketing")
  Database database(
      @ReactiveDataSource("ticketing") Pool pool,
      @PersistenceUnit("ticketing") Mutiny.SessionFactory sessions,
      TocsinClock clock) {
    return new Database("ticketing", pool, sessions, clock);
  }
}
