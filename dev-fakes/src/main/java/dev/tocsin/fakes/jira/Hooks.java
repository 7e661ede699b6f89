package dev.tocsin.fakes.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks that go out, each signed with its secret, one after the other as changes happened. */
final class Hooks {
  private static final Duration GIVE_UP = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;
  private static final int KEPT = 200;

  /** Where webhooks go. */
  record Target(String url, String secret) {}

  /** A webhook that went out: the event, and the answer's status, 0 for none. */
  record Sent(String event, String url, int status) {}

  private final HttpClient http;
  private final InstantSource clock;
  private final Supplier<String> base;
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Deque<Sent> sent = new ArrayDeque<>();
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

  Hooks(HttpClient http, InstantSource clock, Supplier<String> base) {
    this.http = http;
    this.clock = clock;
    this.base = base;
  }

  /** Sends to this address from now on; an empty one ends it. */
  synchronized void target(String name, String url, String secret) {
    if (url.isEmpty()) {
      targets.remove(name);
    } else {
      targets.put(name, new Target(url, secret));
    }
  }

  synchronized List<Sent> sent() {
    return new ArrayList<>(sent);
  }

  void issue(String event, String kind, Issue issue, Account by, ArrayNode items, boolean cloud) {
    ObjectNode body = head(event);
    if (!kind.isEmpty()) {
      body.put("issue_event_type_name", kind);
    }
    body.set("user", by.json(cloud));
    body.set("issue", issue.json(base.get(), cloud));
    if (!items.isEmpty()) {
      body.putObject("changelog").put("id", "10000").set("items", items);
    }
    send(event, body);
  }

  void comment(Issue issue, Issue.Comment comment, Account by, boolean cloud) {
    ObjectNode body = head("comment_created");
    ObjectNode written = issue.json(comment, cloud);
    written.put("body", comment.text());
    written.remove("properties");
    written.put(
        "self",
        "%s/rest/api/2/issue/%s/comment/%s".formatted(base.get(), issue.id(), comment.id()));
    body.set("comment", written);
    if (cloud) {
      body.set("issue", issue.json(base.get(), true));
      send("comment_created", body);
      return;
    }
    send("comment_created", body);
    ObjectNode update = head("jira:issue_updated").put("issue_event_type_name", "issue_commented");
    update.set("user", by.json(false));
    update.set("issue", issue.json(base.get(), false));
    update.set("comment", written);
    send("jira:issue_updated", update);
  }

  private ObjectNode head(String event) {
    return Json.object()
        .put("timestamp", clock.instant().toEpochMilli())
        .put("webhookEvent", event);
  }

  private synchronized void send(String event, ObjectNode body) {
    String text = Json.write(body);
    for (Target target : targets.values()) {
      String id = UUID.randomUUID().toString();
      last =
          last.handle((done, failed) -> null).thenCompose(n -> attempt(event, target, id, text, 1));
    }
  }

  private CompletableFuture<Object> attempt(
      String event, Target target, String id, String body, int number) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(target.url()))
            .timeout(GIVE_UP)
            .header("Content-Type", "application/json; charset=UTF-8")
            .header("User-Agent", "Atlassian Webhook HTTP Client")
            .header("X-Atlassian-Webhook-Identifier", id)
            .header("X-Hub-Signature", "sha256=" + sign(target.secret(), body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle((response, failed) -> response == null ? 0 : response.statusCode())
        .thenCompose(
            status -> {
              note(new Sent(event, target.url(), status));
              boolean again = (status == 0 || status == 429 || status >= 500) && number < ATTEMPTS;
              return again
                  ? attempt(event, target, id, body, number + 1)
                  : CompletableFuture.completedFuture(null);
            });
  }

  private synchronized void note(Sent one) {
    sent.addLast(one);
    if (sent.size() > KEPT) {
      sent.removeFirst();
    }
  }

  private static String sign(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
