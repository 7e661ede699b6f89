package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.CallbackAnswer;
import dev.tocsin.notification.channel.CallbackRequest;
import dev.tocsin.notification.channel.Callbacks;
import dev.tocsin.notification.channel.ChannelStore;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.channel.Received;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.http.Problems;
import dev.tocsin.platform.http.RequestBody;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where providers call, for every channel that has {@link Callbacks}: finds the configured channel
 * by the id at the end of the path, has the request verified before it is read, does what came, and
 * answers in the provider's own form.
 */
@Singleton
class CallbackRoutes {

  private static final int MAX_BODY = 256 * 1024;

  private final List<Callbacks> callbacks;
  private final Database db;
  private final ChannelStore channels;
  private final CallbackActions actions;
  private final String publicUrl;

  CallbackRoutes(
      @All List<Callbacks> callbacks,
      @ServiceDatabase("notification") Database db,
      ChannelStore channels,
      CallbackActions actions,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.callbacks = callbacks;
    this.db = db;
    this.channels = channels;
    this.actions = actions;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  void routes(@Observes Router router) {
    for (Callbacks each : callbacks) {
      router.post(each.path() + ":channel").handler(call -> receive(each, call));
    }
  }

  private void receive(Callbacks provider, RoutingContext call) {
    String id = call.pathParam("channel");
    RequestBody.receive(call.request(), MAX_BODY)
        .chain(body -> take(provider, id, call.request(), body))
        .subscribe()
        .with(answer -> write(call, answer), failure -> Problems.write(call, failure));
  }

  private Uni<CallbackAnswer> take(
      Callbacks provider, String id, HttpServerRequest request, byte[] body) {
    UUID channelId;
    try {
      channelId = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return Uni.createFrom().failure(unknown());
    }
    CallbackRequest came =
        new CallbackRequest(publicUrl + request.uri(), headers(request), body, db.clock().now());
    return db.inInstallation(tx -> channels.tenantOf(tx, channelId))
        .chain(
            tenant ->
                tenant.isEmpty()
                    ? Uni.createFrom().<CallbackAnswer>failure(unknown())
                    : take(provider, tenant.get(), channelId, came));
  }

  private Uni<CallbackAnswer> take(
      Callbacks provider, UUID tenant, UUID channelId, CallbackRequest came) {
    return db.inTenant(tenant, tx -> channels.open(tx, tenant, channelId))
        .chain(
            found -> {
              Optional<ConfiguredChannel> channel =
                  found.filter(c -> c.kind().equals(provider.kind()));
              if (channel.isEmpty()) {
                return Uni.createFrom().failure(unknown());
              }
              Received received = provider.read(came, channel.get().settings());
              return actions.act(tenant, channelId, received);
            });
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }

  /** The same words for a channel that does not exist as adapters have for a wrong signature. */
  private static Unauthenticated unknown() {
    return new Unauthenticated("The request is not signed for a channel that exists");
  }

  private static void write(RoutingContext call, CallbackAnswer answer) {
    if (call.response().ended() || call.response().closed()) {
      return;
    }
    call.response().setStatusCode(answer.status()).putHeader("Cache-Control", "no-store");
    if (!answer.contentType().isEmpty()) {
      call.response().putHeader("Content-Type", answer.contentType());
    }
    call.response().end(answer.body());
  }
}
