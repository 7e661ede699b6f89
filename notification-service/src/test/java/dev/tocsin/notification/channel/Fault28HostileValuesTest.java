package dev.tocsin.notification.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.channel.Fault24PrivateAddressesTest.Kind;
import dev.tocsin.notification.render.Escape;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Limits;
import dev.tocsin.notification.render.Part;
import dev.tocsin.notification.render.PartRenderer;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.outbound.OutboundAddresses;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FAULTS 28: labels that would like to be markup, a mention, a header or a command, as the built-in
 * templates of every channel show them.
 */
class Fault28HostileValuesTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "<!channel> <!here> <@U0ADA0001>",
          "<https://evil.example|ok>",
          "x\r\nBcc: eve@example.org\r\n\r\nhello",
          "a\u2028b\u0085c",
          "\u202Egnp.exe\u202C",
          "a\0b\u0007\u001b[31mred",
          "\uD83D lone \uDE00",
          "=cmd|' /C calc'!A0",
          "{{#alerts}}{{title}}{{/alerts}}{{>x}}",
          "\"}]},{\"type\":\"image\"");

  private static Vertx vertx;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    Fault24PrivateAddressesTest.vertx = vertx;
  }

  @AfterAll
  static void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  static Stream<Arguments> everyKindAndValue() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> HOSTILE.stream().map(value -> Arguments.of(kind, value)));
  }

  @ParameterizedTest
  @MethodSource("everyKindAndValue")
  void isShownAndDoesNothing(Kind kind, String value) {
    Channel channel =
        kind.channel(
            new OutboundAddresses(
                vertx, new ChannelContract.Outbound(), InetAddress::getAllByName));
    for (EventKind event : List.of(EventKind.PAGE, EventKind.ACKNOWLEDGED, EventKind.RESOLVED)) {
      Rendered rendered = rendered(channel, event, value);

      assertTrue(rendered.isUsable(), () -> rendered.faults().toString());
      for (Part part : channel.parts()) {
        harmless(part, rendered.part(part.name()));
      }
    }
  }

  private static void harmless(Part part, String text) {
    String where = part.name() + ": " + text;
    assertEquals(
        text,
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
        "no half characters in " + where);
    assertFalse(text.contains("\0"), where);
    assertFalse(text.contains("\u001b"), where);
    assertFalse(text.contains("\u202E"), where);
    if (part.escape() == Escape.LINE) {
      assertFalse(text.matches("(?s).*[\r\n\u0085\u2028].*"), where);
    }
    if (part.escape() == Escape.HTML) {
      assertFalse(text.matches("(?is).*<(script|img[^>]* onerror).*"), where);
    }
    if (part.escape().name().contains("SLACK")) {
      assertFalse(text.matches("(?s).*<(!channel|!here|@U0ADA|https://evil).*"), where);
    }
  }

  private static Rendered rendered(Channel channel, EventKind event, String value) {
    Map<String, Object> alert =
        Map.of(
            "title",
            value,
            "severity",
            "critical",
            "state",
            value,
            "source",
            value,
            "labels",
            Map.of("instance", value, value, value),
            "label_list",
            List.of(Map.of("name", value, "value", value)),
            "annotations",
            Map.of("description", value, "summary", value));
    RenderContext contexts = new RenderContext(Limits.USUAL);
    Map<String, Object> context =
        contexts.complete(
            contexts.clean(Map.of("alert", alert, "policy", Map.of("name", value))),
            event,
            NOW,
            "",
            false);
    return new MessageRenderer(new PartRenderer(Limits.USUAL), Limits.USUAL, vertx)
        .renderNow(channel, channel.builtInTemplate(event), context);
  }
}
