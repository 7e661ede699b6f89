package dev.tocsin.notification.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Limits;
import dev.tocsin.notification.render.PartRenderer;
import dev.tocsin.notification.render.RenderContext;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.notification.render.SampleContext;
import dev.tocsin.platform.outbound.OutboundConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What every channel owes its callers, against a look-alike of its provider. An adapter's test
 * extends it and adds what is its own.
 */
public abstract class ChannelContract {

  protected static final Duration TIMEOUT = Duration.ofSeconds(3);
  protected static final Instant NOW = Instant.now();
  protected static Vertx vertx;
  protected static FakeWorld world;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    world = FakeWorld.start(FakeWorldConfig.usual());
  }

  @AfterAll
  static void stop() {
    world.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void mend() {
    world.faults().clear();
    world.inbox().clear();
  }

  /** The adapter. */
  protected abstract Channel channel();

  /** Settings that work. */
  protected abstract ChannelSettings settings();

  /** Settings of a provider where nobody listens. */
  protected abstract ChannelSettings unreachable();

  /** An address that the provider knows. */
  protected abstract String address();

  /** An address that the provider refuses for good. */
  protected abstract String unknownAddress();

  /** Name of the fake, and its operation that takes a message. */
  protected abstract String target();

  protected abstract String operation();

  @Test
  void builtInTemplatesRenderForEveryEvent() {
    for (EventKind event : EventKind.values()) {
      Rendered rendered = rendered(event, SampleContext.alert(NOW));
      assertEquals(List.of(), rendered.faults(), event.code());
      for (var part : channel().parts()) {
        assertFalse(rendered.part(part.name()).isBlank(), event + " " + part.name());
        assertFalse(rendered.part(part.name()).contains("{{"), event + " " + part.name());
      }
    }
  }

  @Test
  void builtInTemplatesRenderWhenLittleIsKnown() {
    for (EventKind event : EventKind.values()) {
      assertEquals(List.of(), rendered(event, Map.of()).faults(), event.code());
    }
  }

  @Test
  void handsMessagesOver() {
    for (EventKind event : EventKind.values()) {
      SendResult result = send(message(event, SampleContext.alert(NOW), false));
      var sent = assertInstanceOf(SendResult.Sent.class, result);
      assertNotEquals("", sent.message().id());
    }
    assertEquals(3, arrived().size());
    assertTrue(
        arrived().stream().allMatch(item -> item.subject().contains("Disk almost full on db-1")));
    assertTrue(
        arrived().stream()
            .noneMatch(item -> item.payload().toString().contains("possible repeat")));
  }

  @Test
  void marksAPossibleRepeat() {
    send(message(EventKind.PAGE, SampleContext.alert(NOW), true));
    assertTrue(arrived().get(0).subject().contains("(possible repeat)"), arrived().toString());
  }

  @Test
  void carriesHostileValuesUnharmed() {
    String hostile =
        "<script>alert(1)</script> <!channel> \"}]}\\ *b* _i_ `c` \r\nBcc: x@example.org {{7}} & '";
    Map<String, Object> alert =
        Map.of(
            "title",
            hostile,
            "severity",
            "critical",
            "labels",
            Map.of("instance", hostile),
            "annotations",
            Map.of("description", hostile.repeat(200)));
    assertInstanceOf(
        SendResult.Sent.class, send(message(EventKind.PAGE, Map.of("alert", alert), false)));
    String raw = arrived().get(0).payload().toString();
    assertFalse(
        raw.contains("<script>alert(1)</script> <!channel>") && target().equals("slack"), raw);
  }

  @Test
  void tellsRefusalsForGood() {
    SendResult result = send(messageTo(unknownAddress()));
    var refused = assertInstanceOf(SendResult.Refused.class, result);
    assertFalse(refused.reason().contains(settings().text("bot_token") + "x"), refused.reason());
  }

  @Test
  void triesAgainWhenAskedToWait() {
    arm(FaultMode.RATE_LIMIT);
    assertInstanceOf(SendResult.TryAgain.class, send(page()));
    assertEquals(0, arrived().size());
  }

  @Test
  void triesAgainWhenNobodyListens() {
    SendResult result =
        channel().send(page(), unreachable()).await().atMost(TIMEOUT.multipliedBy(3));
    assertInstanceOf(SendResult.TryAgain.class, result);
  }

  @Test
  void doesNotKnowWhenTheAnswerIsLost() {
    arm(FaultMode.RESET_AFTER_ACCEPT);
    assertInstanceOf(SendResult.Unknown.class, send(page()));
    assertEquals(1, arrived().size());
  }

  @Test
  void endsInTimeWhenTheProviderHangs() {
    arm(FaultMode.HANG);
    long begun = System.nanoTime();
    SendResult result = send(page());
    assertInstanceOf(SendResult.Unknown.class, result);
    assertTrue(System.nanoTime() - begun < TIMEOUT.multipliedBy(2).toNanos());
  }

  @Test
  void endsInTimeWhenTheProviderDrips() {
    world
        .faults()
        .arm(Fault.of(target(), FaultMode.DRIP).on(operation()).lasting(Duration.ofMillis(800)));
    assertInstanceOf(SendResult.Unknown.class, send(page()));
  }

  @Test
  void asksBeforeItRepeatsWhereItCan() {
    Message message = page();
    assertInstanceOf(
        LookUp.class,
        channel().lookUp(message, settings()).await().atMost(TIMEOUT.multipliedBy(3)));
  }

  @Test
  void findsItsOwnSettingsInOrder() {
    assertEquals(Map.of(), channel().problems(settings()));
    assertFalse(channel().problems(new ChannelSettings(Map.of(), Map.of())).isEmpty());
  }

  @Test
  void checksAndMasksAddresses() {
    assertEquals(Optional.empty(), channel().addressProblem(address()));
    for (String wrong :
        List.of("", " ", "a b", address() + "\r\nRCPT TO:<x@example.org>", "<" + address() + ">")) {
      assertTrue(channel().addressProblem(wrong).isPresent(), wrong);
    }
    assertNotEquals(address(), channel().masked(address()));
  }

  protected SendResult send(Message message) {
    return channel().send(message, settings()).await().atMost(TIMEOUT.multipliedBy(3));
  }

  protected void arm(FaultMode mode) {
    world.faults().arm(Fault.of(target(), mode).on(operation()));
  }

  protected List<InboxItem> arrived() {
    return world.inbox().list();
  }

  protected Message page() {
    return message(EventKind.PAGE, SampleContext.alert(NOW), false);
  }

  protected Message messageTo(String address) {
    Message page = page();
    return new Message(
        page.delivery(),
        page.group(),
        page.event(),
        address,
        page.parts(),
        false,
        page.queuedAt(),
        "");
  }

  protected Message message(EventKind event, Map<String, Object> values, boolean repeat) {
    return new Message(
        UUID.randomUUID(),
        "g-1",
        event,
        address(),
        rendered(event, values).parts(),
        repeat,
        NOW,
        "");
  }

  protected Rendered rendered(EventKind event, Map<String, Object> values) {
    RenderContext contexts = new RenderContext(Limits.USUAL);
    var context = contexts.complete(contexts.clean(values), event, NOW, "", false);
    PartRenderer renderer = new PartRenderer(Limits.USUAL);
    return new MessageRenderer(renderer, Limits.USUAL, vertx)
        .renderNow(channel(), channel().builtInTemplate(event), context);
  }

  /** Loopback may be reached, and time is short. */
  public record Outbound() implements OutboundConfig {
    @Override
    public Optional<List<String>> allow() {
      return Optional.of(List.of("127.0.0.0/8", "::1/128"));
    }

    @Override
    public Duration connectTimeout() {
      return TIMEOUT;
    }

    @Override
    public Duration timeout() {
      return TIMEOUT;
    }

    @Override
    public int maxResponseBytes() {
      return 1_000_000;
    }

    @Override
    public int connectionsPerHost() {
      return 4;
    }
  }
}
