package dev.tocsin.notification.delivery;

import dev.tocsin.notification.delivery.Destinations.Wanted;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.limit.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes notifications that callers of the API ask for, within the rate of their tenant. */
@Singleton
class Asking {

  /**
   * What is asked for.
   *
   * @param key chosen by the caller, or made up for it
   * @param contentHash of all that it asks for: the same key with another hash is refused
   */
  record Asked(
      String key,
      String contentHash,
      EventKind event,
      String title,
      String templateId,
      Map<String, Object> context,
      List<Wanted> destinations,
      String group) {}

  private final Database db;
  private final Sending sending;
  private final NotificationStore store;
  private final RateLimits limits;
  private final AskingConfig config;

  Asking(
      @ServiceDatabase("notification") Database db,
      Sending sending,
      NotificationStore store,
      RateLimits limits,
      AskingConfig config) {
    this.db = db;
    this.sending = sending;
    this.store = store;
    this.limits = limits;
    this.config = config;
  }

  /**
   * Queues it, and gives it as it stands then. Fails with {@link Exhausted} beyond the rate, {@link
   * Conflict} for a key used otherwise, {@link Invalid} when no destination can be used.
   */
  Uni<NotificationView> ask(Caller caller, Asked asked) {
    UUID tenant = caller.tenantId();
    String key = NotificationView.ASKED + asked.key();
    return limits
        .take("notification:" + tenant, new Rate(config.rate(), config.burst()))
        .invoke(wait -> wait.ifPresent(Asking::refuse))
        .chain(() -> db.inTenant(tenant, tx -> store.isSame(tx, tenant, key, asked.contentHash())))
        .invoke(same -> requireSame(asked, same))
        .chain(() -> sending.send(tenant, request(key, asked)))
        .chain(
            queued ->
                queued.deliveries().isEmpty()
                    ? nothingTaken(tenant, key, queued.refused())
                    : kept(caller, tenant, key, asked));
  }

  private Uni<NotificationView> kept(Caller caller, UUID tenant, String key, Asked asked) {
    NotificationStore.Origin origin =
        new NotificationStore.Origin(
            caller.actor(),
            asked.contentHash(),
            asked.event().code(),
            asked.title(),
            asked.group());
    return db.inTenant(
        tenant,
        tx ->
            store
                .keep(tx, tenant, key, origin)
                .invoke(same -> requireSame(asked, same))
                .chain(() -> store.ofKey(tx, tenant, key)));
  }

  private Uni<NotificationView> nothingTaken(
      UUID tenant, String key, Map<Integer, String> refused) {
    List<Violation> why =
        refused.entrySet().stream()
            .map(
                each ->
                    new Violation(
                        "notification.destinations[" + each.getKey() + "]", each.getValue()))
            .toList();
    return db.inTenant(tenant, tx -> store.forget(tx, tenant, key))
        .chain(() -> Uni.createFrom().failure(new Invalid(why)));
  }

  private static Sending.Request request(String key, Asked asked) {
    return new Sending.Request(
        key,
        asked.templateId(),
        asked.event(),
        asked.context(),
        asked.destinations(),
        asked.group(),
        true);
  }

  private static void requireSame(Asked asked, boolean same) {
    if (!same) {
      throw new Conflict(
          "the idempotency key '%s' was used for another notification: choose a new one"
              .formatted(asked.key()));
    }
  }

  private static void refuse(Duration wait) {
    throw new Exhausted(
        "too many notifications: wait %d s".formatted(wait.plusMillis(999).toSeconds()), wait);
  }
}
