package dev.tocsin.notification.delivery;

import dev.tocsin.notification.delivery.Destinations.Resolved;
import dev.tocsin.notification.delivery.Destinations.Wanted;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.template.TemplateStore;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Violation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Turns the wish to tell somebody into deliveries, once for each idempotency key. */
@ApplicationScoped
class Sending {

  /** The wish. */
  record Request(
      UUID tenant,
      String idempotencyKey,
      String templateId,
      EventKind event,
      Map<String, Object> context,
      List<Wanted> destinations,
      String group,
      boolean partial) {}

  /**
   * What it became.
   *
   * @param refused the destinations not taken, by their position in the request
   */
  record Queued(List<DeliveryView> deliveries, Map<Integer, String> refused) {}

  private final Database db;
  private final Wishes wishes;
  private final Destinations destinations;
  private final TemplateStore templates;
  private final DeliveryQueues queues;

  Sending(
      @ServiceDatabase("notification") Database db,
      Wishes wishes,
      Destinations destinations,
      TemplateStore templates,
      DeliveryQueues queues) {
    this.db = db;
    this.wishes = wishes;
    this.destinations = destinations;
    this.templates = templates;
    this.queues = queues;
  }

  Uni<Queued> send(Request request) {
    return db.inTenant(request.tenant(), tx -> queue(tx, request))
        .invoke(
            queued ->
                queues.added(
                    request.tenant(),
                    queued.deliveries().stream().map(DeliveryView::kind).toList()));
  }

  private Uni<Queued> queue(SqlConnection tx, Request request) {
    return wishes
        .record(tx, request.tenant(), request.idempotencyKey(), db.clock().now())
        .chain(
            earlier ->
                earlier.isPresent()
                    ? answer(tx, request, refused(earlier.get().refused()))
                    : checkTemplate(tx, request)
                        .chain(
                            () ->
                                destinations.resolve(tx, request.tenant(), request.destinations()))
                        .chain(resolved -> insert(tx, request, resolved)));
  }

  private Uni<Void> checkTemplate(SqlConnection tx, Request request) {
    if (request.templateId().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return templates
        .exists(tx, request.tenant(), request.templateId())
        .invoke(
            known -> {
              if (!known) {
                throw new NotFound("template", request.templateId());
              }
            })
        .replaceWithVoid();
  }

  private Uni<Queued> insert(SqlConnection tx, Request request, List<Resolved> resolved) {
    List<Wishes.NewDelivery> taken = new ArrayList<>();
    JsonObject refused = new JsonObject();
    for (int i = 0; i < resolved.size(); i++) {
      switch (resolved.get(i)) {
        case Resolved.Taken delivery -> taken.add(delivery.delivery());
        case Resolved.Refused no -> refused.put(Integer.toString(i), no.reason());
      }
    }
    if (!refused.isEmpty() && !request.partial()) {
      throw new Invalid(refused.stream().map(r -> violation(r.getKey(), r.getValue())).toList());
    }
    Wishes.Common common = common(request);
    return isOver(tx, request)
        .chain(
            over ->
                over
                    ? wishes.queueInVain(tx, common, taken, "The group is resolved")
                    : wishes.queue(tx, common, taken, ""))
        .chain(
            () ->
                wishes.conclude(
                    tx,
                    request.tenant(),
                    request.idempotencyKey(),
                    new Wishes.Recorded(refused.encode(), 0, 0)))
        .chain(() -> answer(tx, request, refused(refused.encode())));
  }

  private Wishes.Common common(Request request) {
    return new Wishes.Common(
        request.tenant(),
        request.idempotencyKey(),
        request.event(),
        request.group(),
        request.templateId(),
        request.context(),
        db.clock().now());
  }

  private static Violation violation(String position, Object reason) {
    return new Violation("destinations[" + position + "]", String.valueOf(reason));
  }

  /** A resolved group takes no further page: this one was overtaken. */
  private Uni<Boolean> isOver(SqlConnection tx, Request request) {
    if (request.event() != EventKind.PAGE || request.group().isEmpty()) {
      return Uni.createFrom().item(false);
    }
    return wishes
        .groupState(tx, request.tenant(), request.group())
        .map(state -> state.filter(EventKind.RESOLVED::equals).isPresent());
  }

  private Uni<Queued> answer(SqlConnection tx, Request request, Map<Integer, String> refused) {
    return wishes
        .deliveries(tx, request.tenant(), request.idempotencyKey())
        .map(deliveries -> new Queued(deliveries, refused));
  }

  private static Map<Integer, String> refused(String json) {
    if (json.equals(new JsonArray().encode())) {
      return Map.of();
    }
    Map<Integer, String> refused = new java.util.TreeMap<>();
    new JsonObject(json)
        .forEach(r -> refused.put(Integer.valueOf(r.getKey()), String.valueOf(r.getValue())));
    return refused;
  }
}
