package dev.tocsin.notification.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.notification.v1.DeliveryState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class LiveSocketTest {

  @Inject
  @ServiceDatabase("notification")
  Database db;

  @Test
  void tellsWhatHappensInTheOrderInWhichItHappened() {
    Acme acme = Acme.create();
    acme.slack();
    Listener listener = Listener.open("", key(acme)).awaitReady();
    String delivery = acme.send(Acme.slackMember("U0ADA0001")).getId();
    acme.await(delivery, DeliveryState.DELIVERY_STATE_SENT);
    listener.await(() -> listener.kinds(delivery).contains("sent"));
    assertEquals(List.of("queued", "attempted", "sent"), listener.kinds(delivery));
    assertEquals(listener.ids().stream().sorted().distinct().toList(), listener.ids());
    var event = listener.events().get(0).path("event");
    assertEquals(acme.group, event.path("alertGroupId").asText());
    assertEquals("CHANNEL_KIND_SLACK", event.path("channelKind").asText());
    listener.close();
  }

  @Test
  void resumesWithoutAGapOrARepetition() {
    Acme acme = Acme.create();
    Listener whole = Listener.open("", key(acme)).awaitReady();
    Listener first = Listener.open("", key(acme)).awaitReady();
    write(acme, 20, "a");
    first.await(() -> first.ids().size() >= 10);
    first.close();
    List<String> before = first.ids();
    write(acme, 1200, "b");
    Listener second = Listener.open(before.getLast(), key(acme)).awaitReady();
    write(acme, 20, "c");
    whole.await(() -> whole.ids().size() == 1240);
    second.await(() -> second.ids().getLast().equals(whole.ids().getLast()));
    assertEquals(
        whole.ids(),
        java.util.stream.Stream.concat(before.stream(), second.ids().stream()).toList());
    whole.close();
    second.close();
  }

  @Test
  void passesOverNoTransactionThatCommitsLate() {
    Acme acme = Acme.create();
    Listener listener = Listener.open("", key(acme)).awaitReady();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    CompletableFuture<Void> mayCommit = new CompletableFuture<>();
    CompletableFuture<Void> late =
        db.inTenant(
                UUID.fromString(acme.tenant),
                tx ->
                    insert(tx, acme, 1, "late")
                        .invoke(() -> begun.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(mayCommit)))
            .subscribeAsCompletionStage();
    begun.join();
    write(acme, 1, "early");
    Listener resuming = Listener.open("", key(acme)).awaitReady();
    write(acme, 1, "early too");
    mayCommit.complete(null);
    late.join();
    listener.await(() -> listener.ids().size() == 3);
    assertEquals(List.of("late", "early", "early too"), details(listener));
    assertEquals(listener.ids().stream().sorted().toList(), listener.ids());
    // Its "ready" came while the first was still open: nothing at or after that point may be
    // missing.
    resuming.await(() -> details(resuming).contains("early too"));
    assertTrue(details(resuming).contains("late"), details(resuming).toString());
    listener.close();
    resuming.close();
  }

  @Test
  void servesWhoIsSlowAtItsOwnPace() {
    Acme acme = Acme.create();
    Listener slow = Listener.open("", key(acme), false).awaitReady();
    Listener quick = Listener.open("", key(acme)).awaitReady();
    for (int i = 0; i < 12; i++) {
      write(acme, 1000, "x".repeat(2000));
    }
    quick.await(() -> quick.ids().size() == 12_000);
    slow.read();
    // One that took nothing for too long was dropped, with a code, and resumes.
    slow.await(() -> slow.ids().size() == 12_000 || slow.closed.isDone());
    List<String> told = new ArrayList<>(slow.ids());
    if (told.size() < 12_000) {
      Listener resumed = Listener.open(slow.messages.getLast().path("id").asText(), key(acme));
      resumed.await(() -> told.size() + resumed.ids().size() == 12_000);
      told.addAll(resumed.ids());
      resumed.close();
    }
    assertEquals(quick.ids(), told);
    quick.close();
    slow.close();
  }

  @Test
  void letsInByHeaderBySubprotocolAndByFirstMessage() {
    Acme acme = Acme.create();
    String key = Neighbours.key(acme.tenant, "viewer");
    Listener.open("", http -> http.header("Authorization", "Bearer " + key)).awaitReady().close();
    Listener.open("", http -> http.subprotocols("tocsin.v1", "tocsin.bearer." + key))
        .awaitReady()
        .close();
    Listener later = Listener.open("", http -> http);
    later.say("{\"type\":\"auth\",\"token\":\"" + key + "\"}");
    later.awaitReady();
    later.say("{\"type\":\"ping\"}");
    later.await(() -> later.messages.getLast().path("type").asText().equals("pong"));
    later.close();
  }

  @Test
  void turnsAwayWhoIsNobody() throws Exception {
    var refused =
        assertThrows(
            CompletionException.class,
            () -> Listener.open("", http -> http.header("X-API-Key", "tcs_wrong")));
    assertTrue(refused.getCause() instanceof WebSocketHandshakeException, refused.toString());
    assertEquals(
        401, ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode());
    Listener wrong = Listener.open("", http -> http);
    wrong.say("{\"type\":\"auth\",\"token\":\"tcs_wrong\"}");
    assertEquals(4401, wrong.closed.get(60, TimeUnit.SECONDS));
    Listener silent = Listener.open("", http -> http);
    assertEquals(4401, silent.closed.get(60, TimeUnit.SECONDS));
    Listener babbling = Listener.open("", key(Acme.create())).awaitReady();
    babbling.say("not JSON");
    assertEquals(4400, babbling.closed.get(60, TimeUnit.SECONDS));
    Listener elsewhere = Listener.open("7fffffffffffffff-" + "0".repeat(32), key(Acme.create()));
    assertEquals(4410, elsewhere.closed.get(60, TimeUnit.SECONDS));
  }

  @Test
  void tellsNothingOfAnotherTenant() {
    Acme acme = Acme.create();
    Acme other = Acme.create();
    Listener listener = Listener.open("", key(acme)).awaitReady();
    write(other, 3, "theirs");
    write(acme, 1, "ours");
    listener.await(() -> !listener.ids().isEmpty());
    assertEquals(List.of("ours"), details(listener));
    listener.close();
  }

  private static List<String> details(Listener listener) {
    return listener.events().stream().map(e -> e.path("event").path("detail").asText()).toList();
  }

  private static UnaryOperator<WebSocket.Builder> key(Acme acme) {
    return http -> http.header("X-API-Key", Neighbours.key(acme.tenant, "viewer"));
  }

  /** Events in a transaction of their own that gives nobody a hint. */
  private void write(Acme acme, int count, String detail) {
    db.inTenant(UUID.fromString(acme.tenant), tx -> insert(tx, acme, count, detail))
        .await()
        .atMost(Duration.ofSeconds(60));
  }

  private static Uni<Void> insert(SqlConnection tx, Acme acme, int count, String detail) {
    return tx.preparedQuery(
            "INSERT INTO delivery_event (tenant_id, delivery_id, id, at, kind, detail) SELECT $1,"
                + " $2, next_id(), now(), 'attempted', $4 FROM generate_series(1, $3::int)")
        .execute(Tuple.of(UUID.fromString(acme.tenant), UUID.randomUUID(), count, detail))
        .replaceWithVoid();
  }
}
