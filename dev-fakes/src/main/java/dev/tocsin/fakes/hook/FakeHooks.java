package dev.tocsin.fakes.hook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxDraft;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** Records each request to {@code /hooks/{name}} as an inbox item of the channel webhook. */
public final class FakeHooks implements Site {

  private static final String ROOT = "/hooks/";

  private final Inbox inbox;
  private final Supplier<String> base;

  public FakeHooks(Inbox inbox, Supplier<String> base) {
    this.inbox = inbox;
    this.base = base;
  }

  /** The address that records under this name. */
  public String url(String name) {
    return base.get() + ROOT + name;
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
            call.method() + " " + call.path(),
            call.text(),
            payload,
            call.receivedAt(),
            List.of()));
    return Future.succeededFuture(Answer.json(Json.object().put("ok", true)));
  }
}
