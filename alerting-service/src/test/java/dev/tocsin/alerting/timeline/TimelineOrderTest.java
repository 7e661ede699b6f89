package dev.tocsin.alerting.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tocsin.alerting.support.NeighbourAddresses;
import dev.tocsin.alerting.support.TestTenant;
import dev.tocsin.alerting.support.TestTenant.Fired;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever follows a timeline and resumes misses nothing and gets nothing twice. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@QuarkusTestResource(NeighbourAddresses.class)
class TimelineOrderTest {

  private static final int WRITERS = 3;
  private static final int EACH = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject
  @ServiceDatabase("alerting")
  Database database;

  @Inject TimelineFeed feed;

  @Test
  void tellsEachEntryOnceToAReaderThatResumesAgainAndAgainWhileWritersCommitOutOfOrder()
      throws InterruptedException {
    TestTenant tenant = new TestTenant(database);
    Fired fired = tenant.fire(null, Duration.ZERO);
    Set<UUID> written = ConcurrentHashMap.newKeySet();
    AtomicInteger writing = new AtomicInteger(WRITERS);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int seed = i;
      writers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    Random random = new Random(seed);
                    for (int n = 0; n < EACH; n++) {
                      written.add(write(tenant.id, fired, random.nextInt(40)));
                    }
                    writing.decrementAndGet();
                  }));
    }

    List<UUID> told = new ArrayList<>();
    UUID last = fired.alert();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while ((writing.get() > 0 || told.size() < written.size()) && System.nanoTime() < end) {
      Random random = new Random(told.size());
      List<Entry> entries =
          feed.follow(tenant.id, Optional.of(last))
              .select()
              .first(1 + random.nextInt(7))
              .ifNoItem()
              .after(Duration.ofSeconds(2))
              .recoverWithCompletion()
              .collect()
              .asList()
              .await()
              .atMost(PATIENCE);
      entries.forEach(entry -> told.add(entry.id()));
      last = told.isEmpty() ? last : told.getLast();
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertEquals(WRITERS * EACH, written.size());
    assertEquals(told.size(), new HashSet<>(told).size(), "nothing is told twice");
    assertEquals(written, new HashSet<>(told), "nothing is left out");
  }

  @Test
  void holdsBackWhatCommittedWhileAnEarlierTransactionIsUnderWay() {
    TestTenant tenant = new TestTenant(database);
    Fired fired = tenant.fire(null, Duration.ZERO);
    List<UUID> order = new ArrayList<>();
    UUID early =
        database
            .inTenant(
                tenant.id,
                tx -> {
                  Entry entry = entry(fired);
                  return Timeline.add(tx, tenant.id, entry.at(), List.of(entry))
                      .chain(
                          () ->
                              Uni.createFrom()
                                  .item(() -> write(tenant.id, fired, 0))
                                  .runSubscriptionOn(
                                      io.smallrye.mutiny.infrastructure.Infrastructure
                                          .getDefaultWorkerPool()))
                      .invoke(order::add)
                      .call(
                          () ->
                              Uni.createFrom()
                                  .item(
                                      () ->
                                          feed.follow(tenant.id, Optional.of(fired.alert()))
                                              .select()
                                              .first(Duration.ofMillis(700))
                                              .collect()
                                              .asList()
                                              .await()
                                              .atMost(PATIENCE))
                                  .runSubscriptionOn(
                                      io.smallrye.mutiny.infrastructure.Infrastructure
                                          .getDefaultWorkerPool())
                                  .invoke(seen -> assertEquals(List.of(), seen)))
                      .replaceWith(entry.id());
                })
            .await()
            .atMost(PATIENCE);

    List<UUID> told =
        feed.follow(tenant.id, Optional.of(fired.alert()))
            .select()
            .first(2)
            .map(Entry::id)
            .collect()
            .asList()
            .await()
            .atMost(PATIENCE);

    assertEquals(List.of(early, order.getFirst()), told);
  }

  @Test
  void knowsNoEntryOfAnotherTenantAndNoneThatIsGone() {
    TestTenant tenant = new TestTenant(database);
    Fired fired = tenant.fire(null, Duration.ZERO);
    TestTenant stranger = new TestTenant(database);

    for (UUID after : List.of(fired.alert(), UUID.randomUUID())) {
      assertThrows(
          NotFound.class,
          () -> feed.follow(stranger.id, Optional.of(after)).toUni().await().atMost(PATIENCE));
    }
  }

  /** Writes an entry in a transaction that takes so many milliseconds to commit. */
  private UUID write(UUID tenant, Fired fired, int millis) {
    Entry entry = entry(fired);
    database
        .inTenant(
            tenant,
            tx ->
                Timeline.add(tx, tenant, entry.at(), List.of(entry))
                    .chain(() -> tx.query("SELECT pg_sleep(" + millis / 1000.0 + ")").execute()))
        .await()
        .atMost(PATIENCE);
    feed.wake(tenant);
    return entry.id();
  }

  private Entry entry(Fired fired) {
    Instant now = database.clock().now();
    return Timeline.ofGroup(
        now, fired.group(), Actor.SYSTEM, new Reason("note", "something", Map.of()));
  }
}
