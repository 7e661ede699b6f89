package dev.tocsin.notification.delivery;

import dev.tocsin.notification.delivery.Destinations.Resolved;
import dev.tocsin.notification.delivery.Sending.Request;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.error.Violation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Decides what a wish becomes, without side effects. */
@Singleton
class WishPlan {

  /** What becomes of a wish. */
  sealed interface Decided {

    /** It was made before: the answer is the earlier one. */
    record Earlier(Request request, String refused) implements Decided {}

    /** It cannot be queued. */
    record Failed(TocsinException why) implements Decided {}

    /**
     * It becomes deliveries.
     *
     * @param refused the destinations not taken, by their position
     * @param inVain the group is resolved: they are cancelled from the start
     */
    record Fresh(
        Request request, List<Resolved.Taken> taken, Map<Integer, String> refused, boolean inVain)
        implements Decided {}
  }

  private final Destinations destinations;

  WishPlan(Destinations destinations) {
    this.destinations = destinations;
  }

  /**
   * What becomes of each, in their order.
   *
   * @throws Invalid when two of them have the same key
   */
  List<Decided> decide(UUID tenant, List<Request> requests, WishReader.Known known) {
    Set<String> keys = new HashSet<>();
    List<Decided> decided = new ArrayList<>(requests.size());
    for (Request request : requests) {
      if (!keys.add(request.idempotencyKey())) {
        throw Invalid.field(
            "requests", "Two of them have the key '" + request.idempotencyKey() + "'");
      }
      decided.add(decide(tenant, request, known));
    }
    return decided;
  }

  private Decided decide(UUID tenant, Request request, WishReader.Known known) {
    String earlier = known.earlier().get(request.idempotencyKey());
    if (earlier != null) {
      return new Decided.Earlier(request, earlier);
    }
    if (!request.templateId().isEmpty() && !known.templates().contains(request.templateId())) {
      return new Decided.Failed(new NotFound("template", request.templateId()));
    }
    List<Resolved.Taken> taken = new ArrayList<>();
    Map<Integer, String> refused = new TreeMap<>();
    for (int i = 0; i < request.destinations().size(); i++) {
      switch (destinations.resolve(
          tenant,
          request.destinations().get(i),
          known.channels(),
          known.blocked(),
          request.event() == EventKind.CONTACT_CODE)) {
        case Resolved.Taken delivery -> taken.add(delivery);
        case Resolved.Refused no -> refused.put(i, no.reason());
      }
    }
    if (!refused.isEmpty() && !request.partial()) {
      return new Decided.Failed(
          new Invalid(
              refused.entrySet().stream()
                  .map(no -> new Violation("destinations[" + no.getKey() + "]", no.getValue()))
                  .toList()));
    }
    // A resolved group takes no further page: this one was overtaken.
    return new Decided.Fresh(request, taken, refused, known.over().contains(request.group()));
  }
}
