package dev.tocsin.fakes.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /faults}: POST arms, GET lists, DELETE disarms ({@code ?target=} only that one). */
public final class FaultSite implements Site {

  private static final List<String> FIELDS =
      List.of(
          "target",
          "mode",
          "status",
          "delay_ms",
          "retry_after",
          "count",
          "method",
          "match",
          "error");

  private final Faults faults;
  private final Set<String> targets;

  public FaultSite(Faults faults, Set<String> targets) {
    this.faults = faults;
    this.targets = Set.copyOf(targets);
  }

  @Override
  public boolean serves(Call call) {
    return call.path().equals("/faults");
  }

  @Override
  public Future<Answer> serve(Call call) {
    return Future.succeededFuture(
        switch (call.method()) {
          case "GET" -> Answer.json(list());
          case "POST" -> arm(call);
          case "DELETE" -> disarm(call.query("target"));
          default -> Answer.problem(405, "use GET, POST or DELETE on /faults");
        });
  }

  private Answer disarm(@Nullable String target) {
    if (target == null) {
      faults.clear();
    } else {
      faults.clear(target);
    }
    return Answer.json(list());
  }

  private Answer arm(Call call) {
    Optional<JsonNode> body = call.json();
    if (body.isEmpty()) {
      return Answer.problem(400, "the body is not a JSON object; send {\"target\", \"mode\", …}");
    }
    Optional<String> wrong = check(body.get());
    if (wrong.isPresent()) {
      return Answer.problem(400, wrong.get());
    }
    faults.arm(read(body.get()));
    return Answer.json(list());
  }

  private Optional<String> check(JsonNode body) {
    for (var fields = body.fieldNames(); fields.hasNext(); ) {
      String field = fields.next();
      if (!FIELDS.contains(field)) {
        return Optional.of("unknown field '" + field + "'; known are " + FIELDS);
      }
    }
    String target = body.path("target").asText();
    if (!targets.contains(target)) {
      return Optional.of("unknown target '" + target + "'; known are " + new TreeSet<>(targets));
    }
    String mode = body.path("mode").asText();
    if (FaultMode.of(mode).isEmpty()) {
      return Optional.of("unknown mode '" + mode + "'; known are " + modes());
    }
    for (String number : List.of("status", "delay_ms", "retry_after", "count")) {
      if (body.has(number) && (!body.get(number).isInt() || body.get(number).asInt() < 0)) {
        return Optional.of("'" + number + "' must be a whole number, 0 or more");
      }
    }
    int status = body.path("status").asInt(500);
    return status >= 200 && status <= 599
        ? Optional.empty()
        : Optional.of("'status' must lie between 200 and 599, not " + status);
  }

  private static Fault read(JsonNode body) {
    FaultMode mode = FaultMode.of(body.path("mode").asText()).orElseThrow();
    return new Fault(
        body.path("target").asText(),
        mode,
        body.path("status").asInt(500),
        Duration.ofMillis(body.path("delay_ms").asLong(Fault.usualDelay(mode).toMillis())),
        body.path("retry_after").asInt(1),
        body.path("count").asInt(0),
        text(body, "method"),
        text(body, "match"),
        text(body, "error"));
  }

  private static @Nullable String text(JsonNode body, String field) {
    return body.hasNonNull(field) ? body.get(field).asText() : null;
  }

  private JsonNode list() {
    ArrayNode all = Json.array();
    faults.list().forEach(armed -> all.add(describe(armed)));
    return all;
  }

  private static ObjectNode describe(Faults.Armed armed) {
    Fault fault = armed.fault();
    return Json.object()
        .put("target", fault.target())
        .put("mode", fault.mode().word())
        .put("status", fault.status())
        .put("delay_ms", fault.delay().toMillis())
        .put("retry_after", fault.retryAfter())
        .put("count", fault.count())
        .put("method", fault.method())
        .put("match", fault.match())
        .put("error", fault.error())
        .put("hits", armed.hits());
  }

  private static String modes() {
    return Arrays.stream(FaultMode.values())
        .map(FaultMode::word)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
