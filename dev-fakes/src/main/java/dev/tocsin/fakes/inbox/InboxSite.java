package dev.tocsin.fakes.inbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code /inbox}: GET lists (and with {@code wait} seconds holds the answer back until something
 * fits), DELETE empties; {@code /inbox/{id}} is one item, {@code /inbox/stats} counts.
 */
public final class InboxSite implements Site {

  private static final double LONGEST_WAIT_SECONDS = 120;

  private final Vertx vertx;
  private final Inbox inbox;

  public InboxSite(Vertx vertx, Inbox inbox) {
    this.vertx = vertx;
    this.inbox = inbox;
  }

  @Override
  public boolean serves(Call call) {
    return call.path().equals("/inbox")
        || call.path().equals("/inbox/stats")
        || call.path().matches("/inbox/[0-9]{1,18}");
  }

  @Override
  public Future<Answer> serve(Call call) {
    if (call.path().equals("/inbox/stats")) {
      return Future.succeededFuture(Answer.json(stats()));
    }
    if (!call.path().equals("/inbox")) {
      return Future.succeededFuture(one(Long.parseLong(call.path().substring(7))));
    }
    return switch (call.method()) {
      case "GET" -> list(call);
      case "DELETE" -> {
        inbox.clear();
        yield Future.succeededFuture(Answer.json(Json.array()));
      }
      default -> Future.succeededFuture(Answer.problem(405, "use GET or DELETE on /inbox"));
    };
  }

  private Answer one(long id) {
    return inbox
        .get(id)
        .map(item -> Answer.json(item.json()))
        .orElseGet(() -> Answer.problem(404, "no item " + id + " in the inbox"));
  }

  private Future<Answer> list(Call call) {
    InboxQuery query;
    double wait;
    try {
      query = query(call);
      wait = seconds(call.query("wait"));
    } catch (DateTimeException | NumberFormatException wrong) {
      return Future.succeededFuture(
          Answer.problem(
              400,
              "cannot read the query: "
                  + wrong.getMessage()
                  + "; since is an ISO instant or epoch milliseconds, the others are numbers"));
    }
    List<InboxItem> found = inbox.list(query);
    if (!found.isEmpty() || wait <= 0) {
      return Future.succeededFuture(answer(found));
    }
    return waitFor(query, wait);
  }

  private Future<Answer> waitFor(InboxQuery query, double seconds) {
    Promise<Answer> promise = Promise.promise();
    Runnable look =
        () -> {
          List<InboxItem> found = inbox.list(query);
          boolean emptied = query.changed() > 0 && inbox.clearedAt() > query.changed();
          if (!found.isEmpty() || emptied) {
            promise.tryComplete(answer(found));
          }
        };
    inbox.onChange(look);
    look.run();
    long timer =
        vertx.setTimer(
            Math.max(1, Math.round(seconds * 1000)), t -> promise.tryComplete(answer(List.of())));
    return promise
        .future()
        .onComplete(
            done -> {
              inbox.removeListener(look);
              vertx.cancelTimer(timer);
            });
  }

  private Answer answer(List<InboxItem> found) {
    ArrayNode array = Json.array();
    found.forEach(item -> array.add(item.json()));
    return Answer.json(array)
        .with("X-Inbox-Revision", Long.toString(inbox.revision()))
        .with("X-Inbox-Cleared", Long.toString(inbox.clearedAt()));
  }

  private ObjectNode stats() {
    ObjectNode byChannel = Json.object();
    TreeMap<String, Integer> counts = new TreeMap<>();
    List<InboxItem> all = inbox.list();
    all.forEach(item -> counts.merge(item.channel(), 1, Integer::sum));
    counts.forEach(byChannel::put);
    ObjectNode node =
        Json.object()
            .put("arrived", inbox.arrived())
            .put("kept", all.size())
            .put("revision", inbox.revision());
    node.set("by_channel", byChannel);
    return node;
  }

  private static InboxQuery query(Call call) {
    return new InboxQuery(
        call.query("channel"),
        call.query("to"),
        instant(call.query("since")),
        number(call.query("after"), 0),
        number(call.query("changed"), 0),
        call.query("contains"),
        (int) Math.min(Integer.MAX_VALUE, number(call.query("limit"), Integer.MAX_VALUE)));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return text.matches("[0-9]+")
        ? Instant.ofEpochMilli(Long.parseLong(text))
        : Instant.parse(text);
  }

  private static long number(@Nullable String text, long otherwise) {
    return text == null || text.isBlank() ? otherwise : Long.parseLong(text.trim());
  }

  private static double seconds(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return 0;
    }
    String plain = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
    return Math.clamp(Double.parseDouble(plain), 0, LONGEST_WAIT_SECONDS);
  }
}
