package dev.tocsin.fakes.hook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxDraft;
import dev.tocsin.fakes.ticket.WebhookSignature;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Records each request to {@code /hooks/{name}} as an inbox item of the channel webhook. A name
 * that has a secret takes only requests signed by the Standard Webhooks specification; {@code
 * /hooks/gone} answers 410.
 */
public final class FakeHooks implements Site {

  private static final String ROOT = "/hooks/";

  private final Inbox inbox;
  private final Supplier<String> base;
  private final Map<String, WebhookSignature> secrets = new ConcurrentHashMap<>();

  public FakeHooks(Inbox inbox, Supplier<String> base) {
    this.inbox = inbox;
    this.base = base;
  }

  /** The address that records under this name. */
  public String url(String name) {
    return base.get() + ROOT + name;
  }

  /** From now on requests to this name must be signed with this secret, {@code whsec_…}. */
  public void require(String name, String secret) {
    secrets.put(name, new WebhookSignature(secret));
  }

  @Override
  public String target() {
    return "webhook";
  }

  @Override
  public String operation(Call call) {
    return name(call);
  }

  @Override
  public boolean serves(Call call) {
    return call.path().startsWith(ROOT) && !name(call).isEmpty();
  }

  private static String name(Call call) {
    return call.path().substring(ROOT.length()).split("/", 2)[0];
  }

  @Override
  public Future<Answer> serve(Call call) {
    if (name(call).equals("gone")) {
      return Future.succeededFuture(Answer.problem(410, "nobody listens here any more"));
    }
    if (call.method().equals("PUT")) {
      return Future.succeededFuture(secret(call));
    }
    Optional<String> distrust = distrust(call);
    if (distrust.isPresent()) {
      return Future.succeededFuture(Answer.problem(401, distrust.get()));
    }
    ObjectNode payload = Json.object().put("method", call.method()).put("path", call.path());
    ObjectNode headers = payload.putObject("headers");
    call.headers().forEach(headers::put);
    payload.put("body", call.text());
    Json.parse(call.text()).ifPresent(json -> payload.set("json", json));
    inbox.add(
        new InboxDraft(
            "webhook",
            name(call),
            List.of(),
            call.header("User-Agent").orElse(""),
            subject(call),
            call.text(),
            payload,
            call.receivedAt(),
            List.of()));
    return Future.succeededFuture(Answer.json(Json.object().put("ok", true)));
  }

  private Answer secret(Call call) {
    try {
      require(name(call), call.json().map(b -> b.path("secret").asText()).orElse(""));
      return Answer.json(Json.object().put("url", url(name(call))));
    } catch (IllegalArgumentException wrong) {
      return Answer.problem(400, wrong.getMessage() + "; send {\"secret\": \"whsec_…\"}");
    }
  }

  private Optional<String> distrust(Call call) {
    WebhookSignature signature = secrets.get(name(call));
    return signature == null
        ? Optional.empty()
        : signature.distrust(
            call.header("webhook-id").orElse(""),
            call.header("webhook-timestamp").orElse(""),
            call.header("webhook-signature").orElse(""),
            call.body().getBytes(),
            call.receivedAt());
  }

  private static String subject(Call call) {
    return call.method() + " " + call.path();
  }
}
