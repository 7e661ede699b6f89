package dev.tocsin.alerting.console;

import dev.tocsin.alerting.alert.Gone;
import dev.tocsin.alerting.explain.Names;
import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.TimelineStore;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** The timeline of one alert, with people's names. */
@Singleton
class AlertTimeline {

  private final Database database;
  private final Names names;

  AlertTimeline(@ServiceDatabase("alerting") Database database, Names names) {
    this.database = database;
    this.names = names;
  }

  /** At most so many entries after one, oldest first. Fails with {@code NotFound}. */
  Uni<List<Entry>> page(UUID tenant, UUID alert, UUID after, int limit) {
    return database
        .inTenant(tenant, tx -> TimelineStore.ofAlert(tx, alert, after, limit))
        .map(found -> found.orElseThrow(() -> Gone.alert(alert, database.clock().now())))
        .chain(entries -> names.in(tenant, entries));
  }
}
