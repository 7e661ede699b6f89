package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ChannelStore;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.delivery.Destinations.Wanted;
import dev.tocsin.notification.delivery.Sending.Request;
import dev.tocsin.notification.receipt.BlockedAddresses.Why;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.template.TemplateStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what decides about wishes, all of it at once: the statements do not wait for each other.
 */
@Singleton
class WishReader {

  /**
   * What is known.
   *
   * @param earlier the wishes that were made before, with the destinations that were refused
   * @param channels the tenant's channels
   * @param blocked whom providers have refused for good, with their reasons
   * @param templates those of the wishes' templates that exist
   * @param over the groups that are resolved; their state is kept until the transaction ends
   */
  record Known(
      Map<String, String> earlier,
      List<ConfiguredChannel> channels,
      Map<String, Why> blocked,
      Set<String> templates,
      Set<String> over) {}

  private final ChannelStore channels;
  private final TemplateStore templates;
  private final Destinations destinations;
  private final Wishes wishes;

  WishReader(
      ChannelStore channels, TemplateStore templates, Destinations destinations, Wishes wishes) {
    this.channels = channels;
    this.destinations = destinations;
    this.templates = templates;
    this.wishes = wishes;
  }

  Uni<Known> read(SqlConnection tx, UUID tenant, List<Request> requests) {
    List<Wanted> wanted =
        requests.stream().flatMap(request -> request.destinations().stream()).toList();
    Uni<List<ConfiguredChannel>> ways = channels.openAll(tx, tenant).memoize().indefinitely();
    return Uni.combine()
        .all()
        .unis(
            earlier(tx, tenant, requests),
            ways,
            destinations.blocked(tx, tenant, wanted, ways),
            templates(tx, tenant, requests),
            over(tx, tenant, requests))
        .with(Known::new);
  }

  private static Uni<Map<String, String>> earlier(
      SqlConnection tx, UUID tenant, List<Request> requests) {
    return tx.preparedQuery(
            "SELECT idempotency_key, refused FROM wish WHERE tenant_id = $1 AND idempotency_key ="
                + " ANY ($2)")
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addArrayOfString(
                    requests.stream().map(Request::idempotencyKey).toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, String> earlier = new HashMap<>();
              for (Row row : rows) {
                earlier.put(row.getString(0), row.getString(1));
              }
              return earlier;
            });
  }

  private Uni<Set<String>> templates(SqlConnection tx, UUID tenant, List<Request> requests) {
    List<String> named =
        requests.stream().map(Request::templateId).filter(id -> !id.isEmpty()).distinct().toList();
    if (named.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    List<Uni<Boolean>> each = new ArrayList<>();
    named.forEach(id -> each.add(templates.exists(tx, tenant, id)));
    return Uni.join()
        .all(each)
        .andFailFast()
        .map(
            there -> {
              Set<String> known = new HashSet<>();
              for (int i = 0; i < named.size(); i++) {
                if (there.get(i)) {
                  known.add(named.get(i));
                }
              }
              return known;
            });
  }

  private Uni<Set<String>> over(SqlConnection tx, UUID tenant, List<Request> requests) {
    List<String> groups =
        requests.stream()
            .filter(request -> request.event() == EventKind.PAGE)
            .map(Request::group)
            .filter(group -> !group.isEmpty())
            .distinct()
            .sorted()
            .toList();
    return groups.isEmpty() ? Uni.createFrom().item(Set.of()) : wishes.resolved(tx, tenant, groups);
  }
}
