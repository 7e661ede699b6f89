package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.Channels;
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
import dev.tocsin.platform.db.Ending;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
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
 * Writes decided wishes. One that somebody else has made meanwhile is told of as one that was made
 * before.
 */
@Singleton
class WishWriter {

  private final RenderContext contexts;
  private final DeliveryRows rows;
  private final TemplateStore templates;
  private final Channels adapters;
  private final Composer composer;

  WishWriter(
      RenderContext contexts,
      DeliveryRows rows,
      TemplateStore templates,
      Channels adapters,
      Composer composer) {
    this.contexts = contexts;
    this.rows = rows;
    this.templates = templates;
    this.adapters = adapters;
    this.composer = composer;
  }

  /** A row that begins with the commit, and what is left to do for it then. */
  private record Begun(NewRow row, Plan plan) {}

  /** What templates are chosen by, for a kind of channel. */
  private record Look(String templateId, EventKind event, String locale) {
    static Look of(NewRow row) {
      return new Look(
          row.request().templateId(), row.request().event(), row.taken().delivery().locale());
    }
  }

  /** What became of a wish. */
  sealed interface Written {

    /** All is known. */
    record Known(Result result) implements Written {}

    /** It was made before, here or meanwhile elsewhere: what it became there is to be read. */
    record Before(Request request, Map<Integer, String> refused) implements Written {}
  }

  /** Writes what is fresh and commits; gives what became of each wish, in their order. */
  Uni<List<Written>> write(
      SqlConnection tx,
      Ending ending,
      UUID tenant,
      List<Decided> decided,
      FirstAttempts.Batch first,
      Instant at) {
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
    return first
        .prepare(messages, now)
        .chain(() -> write(tx, ending, tenant, decided, wishes, first, now));
  }

  private Uni<List<Written>> write(
      SqlConnection tx,
      Ending ending,
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
    if (!begun.isEmpty()) {
      Failpoint.hit("delivery.after_claim");
    }
    return ending
        .with(
            Uni.combine()
                .all()
                .unis(
                    // First: the messages are composed while the rows are written.
                    choose(tx, tenant, begun).map(chosen -> plans(tenant, begun, chosen, now)),
                    Uni.createFrom().deferred(() -> rows.insert(tx, tenant, wishes, all, now)))
                .asTuple())
        .map(
            both -> {
              Set<String> made = both.getItem2();
              both.getItem1().stream()
                  .filter(one -> made.contains(one.row().request().idempotencyKey()))
                  .forEach(one -> first.inserted(one.plan()));
              return decided.stream().map(one -> written(one, byKey, made, now)).toList();
            });
  }

  private List<NewRow> rows(Decided.Fresh wish, FirstAttempts.Batch first, Instant now) {
    String context = new JsonObject(contexts.clean(wish.request().context())).encode();
    Map<String, Object> values = new JsonObject(context).getMap();
    List<NewRow> made = new ArrayList<>(wish.taken().size());
    for (Taken taken : wish.taken()) {
      UUID id = Ids.next(now);
      Start start =
          wish.inVain() ? new Start.Later(now, "") : first.start(id, taken.channel(), now);
      made.add(
          new NewRow(
              id, made.size() + 1, wish.request(), taken, context, values, wish.inVain(), start));
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

  /** What is left to do for rows that begin. */
  private List<Begun> plans(
      UUID tenant, List<NewRow> begun, Map<Look, Map<String, Chosen>> chosen, Instant now) {
    List<Begun> plans = new ArrayList<>(begun.size());
    for (NewRow row : begun) {
      Optional<Map<String, String>> template = parts(row, chosen);
      QueuedDelivery delivery = row.delivery(tenant, now);
      ConfiguredChannel channel = row.taken().channel();
      plans.add(
          new Begun(
              row,
              new Plan(
                  delivery,
                  channel,
                  template,
                  new NextStep.Send(false),
                  "",
                  ((Start.Now) row.start()).pass(),
                  composer.begin(adapters.get(channel.kind()), channel, delivery, template))));
    }
    return plans;
  }

  /** Of the template that the row's message uses; empty for the built-in one. */
  private static Optional<Map<String, String>> parts(
      NewRow row, Map<Look, Map<String, Chosen>> chosen) {
    return Optional.ofNullable(
            chosen.getOrDefault(Look.of(row), Map.of()).get(row.taken().channel().kind()))
        .map(Chosen::parts);
  }

  private static Written written(
      Decided decided, Map<String, List<NewRow>> byKey, Set<String> made, Instant now) {
    return switch (decided) {
      case Decided.Failed failed -> new Written.Known(new Result.Failed(failed.why()));
      case Decided.Earlier earlier ->
          new Written.Before(earlier.request(), refused(earlier.refused()));
      case Decided.Fresh wish when made.contains(wish.request().idempotencyKey()) ->
          new Written.Known(
              new Result.Queued(
                  byKey.getOrDefault(wish.request().idempotencyKey(), List.of()).stream()
                      .map(row -> row.view(now))
                      .toList(),
                  wish.refused()));
      case Decided.Fresh wish -> new Written.Before(wish.request(), wish.refused());
    };
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
