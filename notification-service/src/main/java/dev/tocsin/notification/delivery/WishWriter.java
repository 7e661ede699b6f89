package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.delivery.DeliveryRows.NewRow;
import dev.tocsin.notification.delivery.Destinations.Resolved.Taken;
import dev.tocsin.notification.delivery.FirstAttempts.Start;
import dev.tocsin.notification.delivery.Sending.Request;
import dev.tocsin.notification.delivery.Sending.Result;
import dev.tocsin.notification.delivery.WishPlan.Decided;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.notification.template.Chosen;
import dev.tocsin.notification.template.TemplateStore;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes decided wishes, and answers them. One that somebody else has made meanwhile is answered
 * with what it became there.
 */
@ApplicationScoped
class WishWriter {

  private final RenderContext contexts;
  private final DeliveryRows rows;
  private final DeliveryViews views;
  private final TemplateStore templates;

  WishWriter(
      RenderContext contexts, DeliveryRows rows, DeliveryViews views, TemplateStore templates) {
    this.contexts = contexts;
    this.rows = rows;
    this.views = views;
    this.templates = templates;
  }

  /** What templates are chosen by, for a kind of channel. */
  private record Look(String templateId, EventKind event, String locale) {
    static Look of(NewRow row) {
      return new Look(
          row.request().templateId(), row.request().event(), row.taken().delivery().locale());
    }
  }

  /** Writes what is fresh; gives what became of each wish, in their order. */
  Uni<List<Result>> write(
      SqlConnection tx, UUID tenant, List<Decided> decided, FirstAttempts.Batch first, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.MICROS);
    List<Decided.Fresh> wishes = new ArrayList<>();
    Map<ConfiguredChannel, Integer> messages = new LinkedHashMap<>();
    for (Decided one : decided) {
      if (one instanceof Decided.Fresh wish) {
        wishes.add(wish);
        if (!wish.inVain()) {
          wish.taken().forEach(taken -> messages.merge(taken.channel(), 1, Integer::sum));
        }
      }
    }
    return first.prepare(messages, now).chain(() -> write(tx, tenant, decided, wishes, first, now));
  }

  private Uni<List<Result>> write(
      SqlConnection tx,
      UUID tenant,
      List<Decided> decided,
      List<Decided.Fresh> wishes,
      FirstAttempts.Batch first,
      Instant now) {
    Map<String, List<NewRow>> byKey = new HashMap<>();
    for (Decided.Fresh wish : wishes) {
      byKey.put(wish.request().idempotencyKey(), rows(wish, first, now));
    }
    List<NewRow> all = byKey.values().stream().flatMap(List::stream).toList();
    List<NewRow> begun = all.stream().filter(NewRow::begins).toList();
    return Uni.combine()
        .all()
        .unis(rows.insert(tx, tenant, wishes, all, now), choose(tx, tenant, begun))
        .asTuple()
        .chain(
            both -> {
              Set<String> made = both.getItem1();
              if (!begun.isEmpty()) {
                Failpoint.hit("delivery.after_claim");
              }
              begun.stream()
                  .filter(row -> made.contains(row.request().idempotencyKey()))
                  .forEach(
                      row -> first.inserted(row.plan(tenant, parts(row, both.getItem2()), now)));
              return answers(tx, tenant, decided, byKey, made, now);
            });
  }

  private List<NewRow> rows(Decided.Fresh wish, FirstAttempts.Batch first, Instant now) {
    String context = new JsonObject(contexts.clean(wish.request().context())).encode();
    List<NewRow> made = new ArrayList<>(wish.taken().size());
    for (Taken taken : wish.taken()) {
      UUID id = Ids.next(now);
      Start start =
          wish.inVain() ? new Start.Later(now, "") : first.start(id, taken.channel(), now);
      made.add(
          new NewRow(id, made.size() + 1, wish.request(), taken, context, wish.inVain(), start));
    }
    return made;
  }

  private Uni<Map<Look, Map<String, Chosen>>> choose(
      SqlConnection tx, UUID tenant, List<NewRow> begun) {
    Map<Look, List<String>> kinds = new LinkedHashMap<>();
    for (NewRow row : begun) {
      List<String> known = kinds.computeIfAbsent(Look.of(row), _ -> new ArrayList<>());
      if (!known.contains(row.taken().channel().kind())) {
        known.add(row.taken().channel().kind());
      }
    }
    if (kinds.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<Look> looks = List.copyOf(kinds.keySet());
    return Uni.join()
        .all(
            looks.stream()
                .map(
                    look ->
                        templates.chooseAll(
                            tx,
                            tenant,
                            look.templateId(),
                            Objects.requireNonNull(kinds.get(look)),
                            look.event(),
                            look.locale()))
                .toList())
        .andFailFast()
        .map(
            chosen -> {
              Map<Look, Map<String, Chosen>> found = new HashMap<>();
              for (int i = 0; i < looks.size(); i++) {
                found.put(looks.get(i), chosen.get(i));
              }
              return found;
            });
  }

  /** Of the template that the row's message uses; empty for the built-in one. */
  private static Optional<Map<String, String>> parts(
      NewRow row, Map<Look, Map<String, Chosen>> chosen) {
    return Optional.ofNullable(
            chosen.getOrDefault(Look.of(row), Map.of()).get(row.taken().channel().kind()))
        .map(Chosen::parts);
  }

  private Uni<List<Result>> answers(
      SqlConnection tx,
      UUID tenant,
      List<Decided> decided,
      Map<String, List<NewRow>> byKey,
      Set<String> made,
      Instant now) {
    List<Uni<Result>> answers = new ArrayList<>(decided.size());
    for (Decided one : decided) {
      answers.add(
          switch (one) {
            case Decided.Failed failed -> Uni.createFrom().item(new Result.Failed(failed.why()));
            case Decided.Earlier earlier ->
                earlier(tx, tenant, earlier.request(), refused(earlier.refused()));
            case Decided.Fresh wish when made.contains(wish.request().idempotencyKey()) ->
                Uni.createFrom()
                    .item(
                        new Result.Queued(
                            byKey.getOrDefault(wish.request().idempotencyKey(), List.of()).stream()
                                .map(row -> row.view(now))
                                .toList(),
                            wish.refused()));
            case Decided.Fresh wish -> earlier(tx, tenant, wish.request(), wish.refused());
          });
    }
    return Uni.join().all(answers).andFailFast();
  }

  private Uni<Result> earlier(
      SqlConnection tx, UUID tenant, Request request, Map<Integer, String> refused) {
    return views
        .ofWish(tx, tenant, request.idempotencyKey())
        .map(deliveries -> new Result.Queued(deliveries, refused));
  }

  /** As {@link DeliveryRows} writes it; a wish that is not about destinations has an empty list. */
  private static Map<Integer, String> refused(String json) {
    Map<Integer, String> refused = new TreeMap<>();
    if (json.startsWith("{")) {
      new JsonObject(json)
          .forEach(r -> refused.put(Integer.valueOf(r.getKey()), String.valueOf(r.getValue())));
    }
    return refused;
  }
}
