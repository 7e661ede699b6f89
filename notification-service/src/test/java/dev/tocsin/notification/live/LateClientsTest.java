package dev.tocsin.notification.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that take too little or say nothing are dropped with the close code 4408. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LateClientsTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Three times this is much longer than a loaded machine lets a thread wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration POLL = Duration.ofMillis(100);

  @Inject LiveStore store;
  @Inject LiveAccess access;
  @Inject ReactiveRedisDataSource redis;
  @Inject Vertx vertx;

  @Inject
  @ServiceDatabase("notification")
  Database db;

  private final Acme acme = Acme.create();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private LiveUpdates updates;
  private HttpServer server;

  @AfterEach
  void stop() throws Exception {
    updates.stop(new ShutdownEvent());
    server.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void whoAnswersNoPingIsDropped() throws Exception {
    serve(new Numbers(POLL, POLL, LONG, SHORT));
    try (WireClient silent = client()) {
      WireClient.Frame frame = silent.next();
      boolean pinged = false;
      while (!frame.isClose()) {
        pinged |= frame.isPing();
        frame = silent.next();
      }
      assertTrue(pinged, "it was asked first");
      assertEquals("4408 too_slow", frame.closing());
      assertEquals(1, dropped());
    }
  }

  @Test
  void whoTakesNothingIsDroppedThoughItAnswersPings() throws Exception {
    serve(new Numbers(POLL, POLL, PATIENCE, PATIENCE));
    try (WireClient slow = client()) {
      AtomicBoolean over = new AtomicBoolean();
      Thread answers = Thread.ofVirtual().start(() -> answerPings(over, slow));
      for (int i = 0; i < 4; i++) {
        write(200);
      }
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (dropped() == 0 && System.nanoTime() < end) {
        Thread.sleep(10);
      }
      assertEquals("4408 too_slow", slow.awaitClose().closing());
      assertEquals(1, dropped());
      over.set(true);
      answers.join();
    }
  }

  private static void answerPings(AtomicBoolean over, WireClient client) {
    while (!over.get()) {
      try {
        client.pong();
        Thread.sleep(20);
      } catch (IOException gone) {
        return;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private double dropped() {
    return metrics.counter("tocsin.live.closed", "code", "4408").count();
  }

  private void serve(LiveConfig config) throws Exception {
    updates = new LiveUpdates(store, new LiveHints(redis, vertx), config, vertx);
    updates.start(new StartupEvent());
    Router router = Router.router(vertx);
    new LiveSocket(updates, config, access, vertx, metrics).routes(router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
  }

  private WireClient client() throws IOException {
    WireClient client = new WireClient(server.actualPort(), Neighbours.key(acme.tenant, "viewer"));
    WireClient.Frame first = client.next();
    while (first.isPing()) {
      client.pong();
      first = client.next();
    }
    assertTrue(first.text().contains("ready"), first.text());
    return client;
  }

  private void write(int count) {
    db.inTenant(
            UUID.fromString(acme.tenant),
            tx ->
                tx.preparedQuery(
                        "INSERT INTO delivery_event (tenant_id, delivery_id, id, at, kind, detail)"
                            + " SELECT $1, $2, next_id(), now(), 'attempted', $4 FROM"
                            + " generate_series(1, $3::int)")
                    .execute(
                        Tuple.of(
                            UUID.fromString(acme.tenant),
                            UUID.randomUUID(),
                            count,
                            "x".repeat(20_000))))
        .await()
        .atMost(Duration.ofSeconds(60));
  }
}
