package dev.tocsin.ticketing.callback;

import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.http.Problems;
import dev.tocsin.platform.http.RequestBody;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.TicketCallback;
import dev.tocsin.ticketing.provider.TicketProvider;
import dev.tocsin.ticketing.settings.Settings;
import dev.tocsin.ticketing.settings.TicketProviderStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * {@code POST /api/v1/tickets/webhooks/{type}/{provider}}. The signature over the raw body is
 * checked before it is parsed; then the body is kept and answered with 200: what follows is retried
 * by us, not by them.
 */
@Singleton
class CallbackHttp {
  private static final Logger LOG = Logger.getLogger(CallbackHttp.class);

  private final TicketProviderStore providers;
  private final ProviderRegistry registry;
  private final NewsReader reader;
  private final CallbackStore store;
  private final CallbackWorker worker;
  private final CallbackConfig config;

  CallbackHttp(
      TicketProviderStore providers,
      ProviderRegistry registry,
      NewsReader reader,
      CallbackStore store,
      CallbackWorker worker,
      CallbackConfig config) {
    this.providers = providers;
    this.registry = registry;
    this.reader = reader;
    this.store = store;
    this.worker = worker;
    this.config = config;
  }

  void routes(@Observes Router router) {
    router.post("/api/v1/tickets/webhooks/:type/:provider").handler(this::receive);
  }

  private void receive(RoutingContext call) {
    HttpServerRequest request = call.request();
    RequestBody.receive(request, config.maxBody())
        .chain(body -> keep(call.pathParam("type"), call.pathParam("provider"), request, body))
        .subscribe()
        .with(
            kept -> {
              call.response().setStatusCode(200).end();
              worker.wake();
            },
            failure -> Problems.write(call, failure));
  }

  private Uni<Boolean> keep(String type, String id, HttpServerRequest request, byte[] body) {
    Optional<TicketCallback> callback = registry.get(type).flatMap(TicketProvider::callback);
    if (callback.isEmpty()) {
      return Uni.createFrom().failure(new NotFound("type of ticket provider with webhooks", type));
    }
    UUID provider;
    try {
      provider = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return Uni.createFrom().failure(unsigned());
    }
    return providers
        .tenantOf(provider)
        .chain(
            tenant -> {
              UUID found = tenant.orElseThrow(CallbackHttp::unsigned);
              return providers
                  .settings(found, provider)
                  .chain(
                      settings -> verified(found, settings, type, callback.get(), request, body));
            });
  }

  private Uni<Boolean> verified(
      UUID tenant,
      Optional<Settings> settings,
      String type,
      TicketCallback callback,
      HttpServerRequest request,
      byte[] body) {
    Settings known =
        settings.filter(s -> s.type().equals(type)).orElseThrow(CallbackHttp::unsigned);
    if (!callback.isGenuine(known.settings(), request::getHeader, body)) {
      LOG.infof("tenant=%s provider=%s a webhook without a valid signature", tenant, known.id());
      throw unsigned();
    }
    Optional<String> messageId = callback.messageId(request::getHeader);
    return reader
        .read(callback, known.settings(), body)
        .chain(
            news ->
                news.isPresent() && !news.get().changes().isEmpty()
                    ? store.keep(tenant, known.id(), messageId, body)
                    : Uni.createFrom().item(false));
  }

  /** The same answer for a provider that does not exist and a signature that is wrong. */
  private static Unauthenticated unsigned() {
    return new Unauthenticated(
        "the request is not signed with the webhook secret of this ticket provider");
  }
}
