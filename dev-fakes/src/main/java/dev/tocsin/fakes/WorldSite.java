package dev.tocsin.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.smtp.SmtpConfig;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /world} says what is where; {@code /smtp} reads and changes the mail server's rules;
 * {@code /smtp/cert.pem} is its certificate; {@code /clock} moves the fakes' time.
 */
final class WorldSite implements Site {

  private static final Set<String> PATHS = Set.of("/world", "/smtp", "/smtp/cert.pem", "/clock");

  private final FakeWorld world;

  WorldSite(FakeWorld world) {
    this.world = world;
  }

  @Override
  public boolean serves(Call call) {
    return PATHS.contains(call.path());
  }

  @Override
  public Future<Answer> serve(Call call) {
    boolean post = call.method().equals("POST");
    if (!post && !call.method().equals("GET")) {
      return Future.succeededFuture(Answer.problem(405, "use GET or POST"));
    }
    return Future.succeededFuture(
        switch (call.path()) {
          case "/world" -> Answer.json(describe());
          case "/smtp/cert.pem" ->
              Answer.of(
                  200, "application/x-pem-file", Buffer.buffer(world.smtp().certificatePem()));
          case "/smtp" -> post ? configure(call.json()) : Answer.json(smtp());
          default -> post ? move(call.json()) : Answer.json(clock());
        });
  }

  private Answer configure(Optional<JsonNode> body) {
    if (body.isEmpty()) {
      return Answer.problem(400, "the body is not a JSON object");
    }
    JsonNode wish = body.get();
    SmtpConfig now = world.smtp().config();
    Map<String, String> users = new LinkedHashMap<>(now.users());
    if (wish.path("users").isObject()) {
      users.clear();
      wish.path("users").properties().forEach(e -> users.put(e.getKey(), e.getValue().asText()));
    }
    world
        .smtp()
        .configure(
            new SmtpConfig(
                now.port(),
                now.tlsPort(),
                wish.path("offer_starttls").asBoolean(now.offerStartTls()),
                wish.path("require_tls").asBoolean(now.requireTls()),
                wish.path("require_auth").asBoolean(now.requireAuth()),
                wish.path("plain_auth").asBoolean(now.plainAuth()),
                users,
                wish.path("max_bytes").asInt(now.maxBytes()),
                wish.path("refuse_bare_newlines").asBoolean(now.refuseBareNewlines()),
                wish.path("require_headers").asBoolean(now.requireHeaders())));
    return Answer.json(smtp());
  }

  private Answer move(Optional<JsonNode> body) {
    JsonNode wish = body.orElseGet(Json::object);
    if (wish.path("offset_ms").isIntegralNumber()) {
      world.clock().setOffset(Duration.ofMillis(wish.path("offset_ms").asLong()));
    } else if (wish.path("advance_ms").isIntegralNumber()) {
      world.clock().advance(Duration.ofMillis(wish.path("advance_ms").asLong()));
    } else {
      return Answer.problem(400, "send {\"offset_ms\": n} or {\"advance_ms\": n}");
    }
    return Answer.json(clock());
  }

  private ObjectNode clock() {
    return Json.object()
        .put("now", world.clock().instant().toString())
        .put("offset_ms", world.clock().offset().toMillis());
  }

  private ObjectNode smtp() {
    SmtpConfig config = world.smtp().config();
    return Json.object()
        .put("host", world.smtp().host())
        .put("port", world.smtp().port())
        .put("tls_port", world.smtp().tlsPort())
        .put("certificate_url", world.url() + "/smtp/cert.pem")
        .put("offer_starttls", config.offerStartTls())
        .put("require_tls", config.requireTls())
        .put("require_auth", config.requireAuth())
        .put("plain_auth", config.plainAuth())
        .put("max_bytes", config.maxBytes())
        .put("refuse_bare_newlines", config.refuseBareNewlines())
        .put("require_headers", config.requireHeaders());
  }

  private ObjectNode describe() {
    ObjectNode node = Json.object().put("url", world.url());
    node.put("inbox_url", world.url() + "/inbox").put("faults_url", world.url() + "/faults");
    ObjectNode slack = node.putObject("slack").put("api_url", world.slack().apiUrl());
    slack.put("press_url", world.url() + "/slack/press");
    ArrayNode users = slack.putArray("users");
    world
        .slack()
        .users()
        .forEach(
            u ->
                users
                    .addObject()
                    .put("id", u.id())
                    .put("name", u.name())
                    .put("real_name", u.realName())
                    .put("email", u.email()));
    ArrayNode channels = slack.putArray("channels");
    world
        .slack()
        .channels()
        .forEach(c -> channels.addObject().put("id", c.id()).put("name", c.name()));
    ArrayNode apps = slack.putArray("apps");
    world
        .slack()
        .apps()
        .forEach(a -> apps.addObject().put("name", a.name()).put("request_url", a.requestUrl()));
    node.set("smtp", smtp());
    node.putObject("twilio")
        .put("api_url", world.twilio().apiUrl())
        .put("reply_url", world.url() + "/twilio/reply");
    node.putObject("discord")
        .put("public_key", world.discord().publicKey())
        .put("press_url", world.url() + "/discord/press");
    node.put("tickets_url", world.url() + "/tickets").put("hooks_url", world.url() + "/hooks");
    node.putObject("jira")
        .put("url", world.jira().url())
        .put("desk_url", world.jira().url() + "/desk");
    node.set("clock", clock());
    return node;
  }
}
