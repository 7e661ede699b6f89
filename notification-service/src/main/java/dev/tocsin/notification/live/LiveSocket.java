package dev.tocsin.notification.live;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.feed.Position;
import dev.tocsin.platform.http.Problems;
import dev.tocsin.platform.http.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/ws}: upgrades to a WebSocket that tells the events of the caller's tenant. The
 * credential comes with the request, as a subprotocol, or as the first message; it is looked at
 * again now and then. The position to resume after is the parameter {@code after}, or comes with
 * the first message.
 */
@Singleton
class LiveSocket {

  private static final int LONGEST_MESSAGE = 16 * 1024;

  private final LiveUpdates updates;
  private final LiveConfig config;
  private final LiveAccess access;
  private final Vertx vertx;
  private final MeterRegistry metrics;
  private final AtomicInteger connections = new AtomicInteger();

  LiveSocket(
      LiveUpdates updates,
      LiveConfig config,
      LiveAccess access,
      Vertx vertx,
      MeterRegistry metrics) {
    this.updates = updates;
    this.config = config;
    this.access = access;
    this.vertx = vertx;
    this.metrics = metrics;
    metrics.gauge("tocsin.live.connections", connections);
  }

  void routes(@Observes Router router) {
    router.get("/api/v1/ws").handler(this::upgrade);
  }

  private void upgrade(RoutingContext call) {
    String requestId = RequestId.of(call.request());
    Optional<String> given = LiveAccess.credential(call.request());
    String after = Optional.ofNullable(call.request().getParam("after")).orElse("");
    if (given.isEmpty()) {
      open(call, null, "", after, requestId);
      return;
    }
    Context own = vertx.getOrCreateContext();
    call.request().pause();
    access
        .verify(given.get(), requestId)
        .subscribe()
        .with(
            caller ->
                own.runOnContext(
                    go -> {
                      call.request().resume();
                      open(call, caller, given.get(), after, requestId);
                    }),
            failure ->
                own.runOnContext(
                    go -> {
                      call.request().resume();
                      Problems.write(call, failure);
                    }));
  }

  private void open(
      RoutingContext call,
      @Nullable Caller caller,
      String credential,
      String after,
      String requestId) {
    call.request()
        .toWebSocket()
        .onSuccess(socket -> new Session(socket, requestId).open(caller, credential, after))
        .onFailure(failure -> Problems.write(call, failure));
  }

  /** One connection from its upgrade to its end. */
  private final class Session {

    private final ServerWebSocket socket;
    private final String requestId;
    private final Context own;
    private String credential = "";
    private @Nullable UUID tenant;
    private @Nullable LiveConnection connection;
    private volatile boolean closedHere;

    Session(ServerWebSocket socket, String requestId) {
      this.socket = socket;
      this.requestId = requestId;
      this.own = vertx.getOrCreateContext();
    }

    void open(@Nullable Caller caller, String given, String after) {
      connections.incrementAndGet();
      long patience = vertx.setTimer(config.authentication().toMillis(), late -> unauthenticated());
      long pings = vertx.setPeriodic(config.ping().toMillis(), tick -> check());
      long rechecks = vertx.setPeriodic(config.recheck().toMillis(), tick -> recheck());
      socket.textMessageHandler(this::message);
      socket.closeHandler(
          closed -> {
            connections.decrementAndGet();
            vertx.cancelTimer(patience);
            vertx.cancelTimer(pings);
            vertx.cancelTimer(rechecks);
            Short code = socket.closeStatusCode();
            if (!closedHere) {
              count(code == null ? "none" : code.toString());
            }
            end();
          });
      socket.exceptionHandler(failure -> {});
      if (caller != null) {
        credential = given;
        follow(caller, after);
      }
    }

    private void message(String text) {
      LiveConnection live = connection;
      if (live != null) {
        live.heard();
      }
      JsonObject message = parsed(text);
      switch (message.getString("type", "")) {
        case "auth" -> authenticate(message);
        case "ping" -> socket.writeTextMessage("{\"type\":\"pong\"}");
        default -> close(Closing.BAD_MESSAGE);
      }
    }

    private static JsonObject parsed(String text) {
      try {
        return text.length() > LONGEST_MESSAGE ? new JsonObject() : new JsonObject(text);
      } catch (DecodeException | ClassCastException e) {
        return new JsonObject();
      }
    }

    private void authenticate(JsonObject message) {
      String token = String.valueOf(message.getValue("token", ""));
      String after = String.valueOf(message.getValue("after", ""));
      access
          .verify(token, requestId)
          .subscribe()
          .with(
              caller ->
                  own.runOnContext(
                      go -> {
                        credential = token;
                        if (tenant == null) {
                          follow(caller, after);
                        } else if (!caller.tenantId().equals(tenant)) {
                          close(Closing.DENIED);
                        }
                      }),
              failure -> own.runOnContext(go -> close(LiveAccess.closing(failure))));
    }

    private void follow(Caller caller, String after) {
      Optional<Position> from = Position.of(after);
      if (!after.isEmpty() && from.isEmpty()) {
        close(Closing.UNKNOWN_POSITION);
        return;
      }
      LiveConnection live =
          new LiveConnection(socket, config, vertx, from.orElse(null), this::closing);
      if (updates.join(caller.tenantId(), live)) {
        tenant = caller.tenantId();
        connection = live;
      } else {
        close(Closing.TOO_MANY);
      }
    }

    /** A key may have been revoked, a token has an end: an unknown answer changes nothing. */
    private void recheck() {
      if (connection != null) {
        access
            .verify(credential, requestId)
            .subscribe()
            .with(
                caller -> {},
                failure -> {
                  if (LiveAccess.isRefusal(failure)) {
                    own.runOnContext(go -> close(LiveAccess.closing(failure)));
                  }
                });
      }
    }

    private void check() {
      LiveConnection live = connection;
      if (updates.isClosed()) {
        close(Closing.GOING_AWAY);
      } else if (live != null) {
        live.check();
      }
    }

    private void unauthenticated() {
      if (connection == null) {
        close(Closing.UNAUTHENTICATED);
      }
    }

    private void close(Closing why) {
      LiveConnection live = connection;
      if (live != null) {
        live.close(why);
      } else {
        closing(why);
        socket.close(why.code(), why.reason());
      }
    }

    /** Counted when it is decided: who reads nothing may never answer the close. */
    private void closing(Closing why) {
      if (!closedHere) {
        closedHere = true;
        count(Short.toString(why.code()));
      }
    }

    private void count(String code) {
      metrics.counter("tocsin.live.closed", "code", code).increment();
    }

    private void end() {
      LiveConnection live = connection;
      UUID of = tenant;
      if (live != null && of != null) {
        live.ended();
        updates.leave(of, live);
      }
    }
  }
}
