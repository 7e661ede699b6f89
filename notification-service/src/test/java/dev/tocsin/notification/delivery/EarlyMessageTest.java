package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.channel.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EarlyMessageTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close();
  }

  @Test
  void isMadeOnceBeforeAnybodyAsksForIt() {
    AtomicInteger made = new AtomicInteger();
    EarlyMessage early =
        EarlyMessage.begin(
            Uni.createFrom()
                .item(
                    () -> {
                      made.incrementAndGet();
                      return Optional.<Message>empty();
                    }));

    assertEquals(1, made.get());
    assertTrue(early.get().await().atMost(Duration.ofSeconds(5)).isEmpty());
    assertEquals(1, made.get());
  }

  @Test
  void resumesOnTheContextOfWhoeverAsks() throws Exception {
    CompletableFuture<Optional<Message>> making = new CompletableFuture<>();
    EarlyMessage early = EarlyMessage.begin(Uni.createFrom().completionStage(making));
    Context sender = vertx.getOrCreateContext();
    CompletableFuture<Context> resumed = new CompletableFuture<>();
    sender.runOnContext(
        _ ->
            early
                .get()
                .subscribe()
                .with(
                    message -> resumed.complete(Vertx.currentContext()),
                    resumed::completeExceptionally));

    making.complete(Optional.empty());

    assertSame(sender, resumed.get(5, TimeUnit.SECONDS));
  }

  @Test
  void failsWithWhoeverSendsIt() {
    EarlyMessage early =
        EarlyMessage.begin(
            Uni.createFrom().failure(() -> new IllegalStateException("cannot be composed")));

    assertThrows(
        IllegalStateException.class, () -> early.get().await().atMost(Duration.ofSeconds(5)));
  }
}
