package dev.tocsin.notification.live;

import dev.tocsin.platform.feed.Position;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket that follows a tenant. What the client has not taken waits here, bounded: who takes
 * less than happens is served from the database at its own pace, and who takes nothing for long is
 * dropped and may resume where it was.
 */
final class LiveConnection implements Follower {

  private final ServerWebSocket socket;
  private final LiveConfig config;
  private final Context context;
  private final @Nullable Position from;
  private final Consumer<Closing> whenClosed;
  private final Deque<String> waiting = new ArrayDeque<>();
  private @Nullable Runnable whenDrained;
  private volatile boolean gone;
  private final AtomicInteger backlog = new AtomicInteger();
  private volatile long heard = System.nanoTime();
  private long stuckSince;

  /**
   * @param from the position to begin after; null for now
   * @param whenClosed hears why when this side closes it
   */
  LiveConnection(
      ServerWebSocket socket,
      LiveConfig config,
      Vertx vertx,
      @Nullable Position from,
      Consumer<Closing> whenClosed) {
    this.whenClosed = whenClosed;
    this.socket = socket;
    this.config = config;
    this.context = vertx.getOrCreateContext();
    this.from = from;
    socket.drainHandler(drained -> flush());
    socket.pongHandler(pong -> heard = System.nanoTime());
  }

  @Override
  public @Nullable Position from() {
    return from;
  }

  @Override
  public void ready(Position position) {
    send(new JsonObject().put("type", "ready").put("id", position.toString()).encode());
  }

  @Override
  public void event(LiveEvent event) {
    send(event.frame());
  }

  @Override
  public void lost() {
    close(Closing.UNKNOWN_POSITION);
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  @Override
  public boolean takesMore() {
    return backlog.get() == 0;
  }

  @Override
  public boolean hasRoomFor(int events) {
    return backlog.get() + events <= most();
  }

  private int most() {
    return Math.max(config.pending(), LiveStore.PAGE);
  }

  @Override
  public void whenItTakesMore(Runnable then) {
    context.runOnContext(
        go -> {
          if (waiting.isEmpty()) {
            then.run();
          } else {
            whenDrained = then;
          }
        });
  }

  /** The client said something. */
  void heard() {
    heard = System.nanoTime();
  }

  /** Pings the client; drops it when it is silent or stuck. */
  void check() {
    long now = System.nanoTime();
    if (now - heard > 3 * config.ping().toNanos()) {
      close(Closing.TOO_SLOW);
      return;
    }
    context.runOnContext(
        go -> {
          if (!waiting.isEmpty() && now - stuckSince > config.patience().toNanos()) {
            close(Closing.TOO_SLOW);
          } else if (!gone) {
            socket.writePing(Buffer.buffer("t"));
          }
        });
  }

  void close(Closing why) {
    if (!gone) {
      gone = true;
      whenClosed.accept(why);
      socket.close(why.code(), why.reason());
    }
  }

  /** The connection is over. */
  void ended() {
    gone = true;
  }

  private void send(String frame) {
    backlog.incrementAndGet();
    context.runOnContext(
        go -> {
          if (gone) {
            return;
          }
          if (waiting.size() > most()) {
            waiting.clear();
            close(Closing.TOO_SLOW);
            return;
          }
          if (waiting.isEmpty()) {
            stuckSince = System.nanoTime();
          }
          waiting.add(frame);
          flush();
        });
  }

  private void flush() {
    while (!gone && !waiting.isEmpty() && !socket.writeQueueFull()) {
      socket.writeTextMessage(waiting.remove());
      backlog.decrementAndGet();
      stuckSince = System.nanoTime();
    }
    Runnable then = whenDrained;
    if (then != null && waiting.isEmpty()) {
      whenDrained = null;
      then.run();
    }
  }
}
