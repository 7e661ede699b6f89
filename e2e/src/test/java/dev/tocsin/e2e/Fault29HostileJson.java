package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.tocsin.e2e.harness.Alarm;
import dev.tocsin.e2e.harness.Answer;
import dev.tocsin.e2e.harness.Contract;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Rest;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/**
 * FAULTS 29: JSON that nobody should send, to every route that takes JSON: those of the contract,
 * the webhook of each source, the callbacks. Each gets an answer that blames the sender, and the
 * process goes on.
 */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Fault29HostileJson {
  private static final String DEEP = "[".repeat(10_000) + "]".repeat(10_000);

  /** For each source a payload that it takes. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "alertmanager", "{\"alerts\":[]}",
          "grafana", "{\"alerts\":[]}",
          "signoz", "{\"alerts\":[]}",
          "keep", "{\"name\":\"A\",\"status\":\"acknowledged\",\"fingerprint\":\"f\"}",
          "generic", "{\"title\":\"A\",\"key\":\"none\",\"state\":\"ok\"}");

  private static final List<String> CALLBACKS =
      List.of(
          "/api/v1/slack/interactions/",
          "/api/v1/slack/commands/",
          "/api/v1/slack/events/",
          "/api/v1/discord/interactions/",
          "/api/v1/tickets/webhooks/jira/",
          "/api/v1/tickets/webhooks/webhook/");

  private OneProcess tocsin;
  private Tenant tenant;

  @BeforeAll
  void makeTenant(OneProcess shared) {
    tocsin = shared;
    tenant = Tenants.make(shared, "hostile");
  }

  /** A place to send to. */
  private record Target(String method, String path, Rest as) {
    Answer send(byte[] body) {
      return as.send(method, path, BodyPublishers.ofByteArray(body));
    }

    Answer send(String body) {
      return send(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void isRefusedWhereItIsTooDeep() {
    each(
        targets(),
        target -> {
          refused(target.send(DEEP));
          refused(target.send("{\"x\":" + DEEP + "}"));
        });
  }

  @Test
  void isRefusedOrReadWhereNamesRepeatOrNumbersFitNothing() {
    each(
        targets(),
        target -> {
          answered(target.send("{\"name\":\"a\",\"name\":\"b\",\"zzz\":{\"a\":1,\"a\":2}}"));
          answered(target.send("{\"zzz\":1e400,\"position\":1e400,\"name\":-1e400}"));
          answered(target.send("{\"position\":" + "9".repeat(5_000) + "}"));
        });
  }

  @Test
  void isRefusedWhereItUnfoldsWithoutEnd() {
    byte[] bomb = gzip(new byte[60_000_000]);
    each(
        targets(),
        target -> {
          var packed =
              new Target(
                  target.method(), target.path(), target.as().with("Content-Encoding", "gzip"));
          refused(packed.send(bomb));
        });
  }

  @Test
  void isRefusedWhereItIsHuge() {
    byte[] huge = new byte[50_000_000];
    Arrays.fill(huge, (byte) ' ');
    // One route of each kind: what reads the body is the same for all of them.
    var some = new ArrayList<>(webhooks());
    some.add(new Target("POST", "/api/v1/routes", tenant.owner()));
    some.add(new Target("POST", "/api/v1/integrations/test-mapping", tenant.owner()));
    some.add(new Target("POST", CALLBACKS.getFirst() + UUID.randomUUID(), tocsin.nobody()));
    for (Target target : some) {
      try {
        refused(target.send(huge));
      } catch (UncheckedIOException hungUp) {
        // Whoever is refused while still sending may find the connection closed.
        assertTrue(hungUp.getMessage().contains(target.path()), hungUp.getMessage());
      }
    }
    goesOn();
  }

  @Test
  void leavesWhatIsAroundItReadable() {
    SOURCES.forEach(
        (source, payload) -> {
          Target hook = webhook(source);
          hook.send(payload).ok();
          String more = payload.substring(0, payload.length() - 1);
          hook.send(more + ",\"zzz\":1e400,\"zzz\":{\"a\":1,\"a\":2}}").ok();
          hook.send(more + ",\"zzz\":" + DEEP + "}").is(400);
          hook.send(gzip(payload.getBytes(StandardCharsets.UTF_8))).is(400);
        });
  }

  private void each(List<Target> targets, Consumer<Target> what) {
    assertTrue(targets.size() > 60, () -> "the contract has more routes than " + targets);
    var checks = new ArrayList<Executable>();
    targets.forEach(target -> checks.add(() -> what.accept(target)));
    checks.add(this::goesOn);
    assertAll(checks);
  }

  private void goesOn() {
    var timeline = Timeline.in(tenant);
    Alarm alarm = timeline.alarm("Unharmed", "critical");
    timeline.fires(alarm).expectPage("slack", "Ada", page -> page.text().contains(alarm.name()));
    assertTrue(tocsin.server().runs());
  }

  private static void refused(Answer answer) {
    assertTrue(
        answer.status() >= 400 && answer.status() < 500,
        () -> answer.call() + " answered " + answer.status() + ": " + answer.body());
  }

  private static void answered(Answer answer) {
    assertTrue(
        answer.status() >= 200 && answer.status() < 500,
        () -> answer.call() + " answered " + answer.status() + ": " + answer.body());
  }

  private List<Target> targets() {
    var targets = new ArrayList<>(webhooks());
    CALLBACKS.forEach(
        path -> targets.add(new Target("POST", path + UUID.randomUUID(), tocsin.nobody())));
    for (MethodDescriptor method : Contract.methods()) {
      bindings(method.getOptions().getExtension(AnnotationsProto.http))
          .filter(rule -> !rule.getBody().isEmpty())
          .forEach(rule -> targets.add(target(rule)));
    }
    return targets;
  }

  private List<Target> webhooks() {
    return SOURCES.keySet().stream().sorted().map(this::webhook).toList();
  }

  private Target webhook(String source) {
    JsonNode made =
        tenant
            .owner()
            .post(
                "/api/v1/integrations",
                Map.of("name", source + " " + UUID.randomUUID(), "source", source))
            .ok()
            .json();
    return new Target(
        "POST", "/api/v1/webhooks/" + source, tocsin.nobody().as(made.path("key").asText()));
  }

  private Target target(HttpRule rule) {
    String path =
        switch (rule.getPatternCase()) {
          case POST -> rule.getPost();
          case PUT -> rule.getPut();
          case PATCH -> rule.getPatch();
          case DELETE -> rule.getDelete();
          default -> throw new IllegalStateException("a body with " + rule);
        };
    Rest as = path.startsWith("/api/v1/admin/") ? tocsin.operator() : tenant.owner();
    return new Target(
        rule.getPatternCase().name(),
        path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString()),
        as);
  }

  private static Stream<HttpRule> bindings(HttpRule rule) {
    return Stream.concat(Stream.of(rule), rule.getAdditionalBindingsList().stream());
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
