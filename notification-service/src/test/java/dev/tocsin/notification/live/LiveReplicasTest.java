package dev.tocsin.notification.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.feed.Position;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.EventKind;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A second replica beside the one that runs: what is written by one is told by the other. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LiveReplicasTest {

  private static final Duration NEVER = Duration.ofHours(1);

  @Inject LiveStore store;
  @Inject ReactiveRedisDataSource redis;
  @Inject Vertx vertx;

  @Test
  void tellWhatAnotherReplicaWroteByItsHintAlone() {
    Acme acme = Acme.create();
    acme.slack();
    LiveHints hints = new LiveHints(redis, vertx);
    LiveUpdates other = new LiveUpdates(store, hints, new Numbers(NEVER, NEVER), vertx);
    other.start(new StartupEvent());
    until(hints::areHeard);
    Told told = follow(other, acme);

    String delivery = acme.send(Acme.slackMember("U0ADA0001")).getId();
    acme.await(delivery, DeliveryState.DELIVERY_STATE_SENT);

    until(() -> told.kinds(delivery).contains("sent"));
    assertEquals(List.of("queued", "attempted", "sent"), told.kinds(delivery));
    acme.notifications()
        .reviseNotifications(acme.revision(EventKind.EVENT_KIND_ACKNOWLEDGED).build());
    until(() -> told.kinds(delivery).contains("acknowledged"));
    other.stop(new ShutdownEvent());
  }

  /** Else what commits after the hint that was due already would wait for the poll. */
  @Test
  void giveAnotherHintWhereEventsAreWrittenWhileOneIsDue() {
    AtomicInteger hints = new AtomicInteger();
    LiveUpdates busy =
        new LiveUpdates(store, new Counted(redis, vertx, hints), new Numbers(NEVER, NEVER), vertx);
    UUID tenant = UUID.randomUUID();

    busy.touch(tenant);
    busy.touch(tenant);
    busy.touch(tenant);
    until(() -> hints.get() == 2);
    busy.touch(tenant);
    until(() -> hints.get() == 3);
  }

  @Test
  void findByPollingWhatNobodyHintsAtWhileRedisIsAway() {
    Acme acme = Acme.create();
    acme.slack();
    LiveUpdates alone =
        new LiveUpdates(
            store, new NoRedis(redis, vertx), new Numbers(NEVER, Duration.ofMillis(50)), vertx);
    alone.start(new StartupEvent());
    Told told = follow(alone, acme);

    String delivery = acme.send(Acme.slackMember("U0ADA0001")).getId();
    acme.await(delivery, DeliveryState.DELIVERY_STATE_SENT);

    until(() -> told.kinds(delivery).contains("sent"));
    assertEquals(List.of("queued", "attempted", "sent"), told.kinds(delivery));
    alone.stop(new ShutdownEvent());
  }

  private static Told follow(LiveUpdates updates, Acme acme) {
    Told told = new Told();
    assertTrue(updates.join(UUID.fromString(acme.tenant), told));
    until(() -> told.ready);
    return told;
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "still not so after a minute");
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Counts what would be sent. */
  private static final class Counted extends LiveHints {
    private final AtomicInteger sent;

    Counted(ReactiveRedisDataSource redis, Vertx vertx, AtomicInteger sent) {
      super(redis, vertx);
      this.sent = sent;
    }

    @Override
    void send(UUID tenant) {
      sent.incrementAndGet();
    }
  }

  /** Redis is away: nothing is sent and nothing heard. */
  private static final class NoRedis extends LiveHints {
    NoRedis(ReactiveRedisDataSource redis, Vertx vertx) {
      super(redis, vertx);
    }

    @Override
    boolean areHeard() {
      return false;
    }

    @Override
    void send(UUID tenant) {}

    @Override
    void hear(Consumer<UUID> hint) {}
  }

  private static final class Told implements Follower {
    private final List<LiveEvent> events = new CopyOnWriteArrayList<>();
    private volatile boolean ready;

    List<String> kinds(String delivery) {
      return events.stream()
          .filter(event -> event.body().getString("deliveryId").equals(delivery))
          .map(event -> event.body().getString("kind"))
          .toList();
    }

    @Override
    public void ready(Position position) {
      ready = true;
    }

    @Override
    public void event(LiveEvent event) {
      events.add(event);
    }

    @Override
    public boolean takesMore() {
      return true;
    }

    @Override
    public boolean hasRoomFor(int count) {
      return true;
    }

    @Override
    public void whenItTakesMore(Runnable then) {
      then.run();
    }

    @Override
    public void lost() {
      throw new IllegalStateException("it began now");
    }

    @Override
    public boolean isGone() {
      return false;
    }

    @Override
    public @Nullable Position from() {
      return null;
    }
  }
}
