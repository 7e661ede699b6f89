package dev.tocsin.platform.queue;

import dev.tocsin.platform.db.Database;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells the replicas of a service that there is work, by NOTIFY on a channel of the schema.
 *
 * <p>It is sent outside of the transactions that made the work, since NOTIFY makes commits queue on
 * one lock of the whole server, and at most once in 20 ms for all of a schema's queues together. It
 * is a hint: who misses one finds the work with the next poll.
 */
final class Signals {

  private static final Logger LOG = Logger.getLogger(Signals.class);
  private static final long PAUSE_MILLIS = 20;
  private static final long RECONNECT_MILLIS = 500;

  private final Vertx vertx;
  private final Database db;
  private final String channel;
  private final String self = UUID.randomUUID().toString();
  private final PgSubscriber subscriber;
  private final Map<String, Loop> loops = new LinkedHashMap<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private boolean pausing;
  private volatile boolean closed;

  Signals(Vertx vertx, Database db, PgConnectOptions options) {
    this.vertx = vertx;
    this.db = db;
    this.channel = "tocsin_" + db.schema();
    this.subscriber =
        PgSubscriber.subscriber(vertx, options)
            .reconnectPolicy(attempt -> closed ? -1L : RECONNECT_MILLIS);
    subscriber.channel(channel).handler(this::received);
    connect();
  }

  /** Has this loop woken by signals of its name. */
  synchronized void register(String name, Loop loop) {
    loops.put(name, loop);
  }

  /** Tells the other replicas, soon. */
  synchronized void send(String name) {
    if (waiting.add(name) && !pausing) {
      flush();
    }
  }

  void close() {
    closed = true;
    subscriber.close();
  }

  private synchronized void flush() {
    pausing = !waiting.isEmpty() && !closed;
    if (!pausing) {
      return;
    }
    String payload = self + " " + String.join(" ", waiting);
    waiting.clear();
    // Lost in a crash of the server it does no harm, so it need not wait for the disk.
    db.pool()
        .preparedQuery("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)")
        .execute(Tuple.of(channel, payload))
        .subscribe()
        .with(
            sent -> {},
            failure -> LOG.debugf("Channel %s: not notified: %s", channel, failure.getMessage()));
    vertx.setTimer(PAUSE_MILLIS, timer -> flush());
  }

  private synchronized void received(String payload) {
    if (payload.startsWith(self)) {
      return;
    }
    String[] words = payload.split(" ");
    for (int i = 1; i < words.length; i++) {
      Loop loop = loops.get(words[i]);
      if (loop != null) {
        loop.wake();
      }
    }
  }

  private void connect() {
    subscriber
        .connect()
        .onFailure(
            failure -> {
              LOG.debugf("Channel %s: not listening yet: %s", channel, failure.getMessage());
              if (!closed) {
                vertx.setTimer(RECONNECT_MILLIS, timer -> connect());
              }
            });
  }
}
