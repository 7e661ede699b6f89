package dev.tocsin.notification.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** How long a test waits for what must come. */
  protected static final Duration PATIENCE = Duration.ofSeconds(60);

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

  /** Whether a part of the built-in template may render to nothing. */
  protected boolean mayBeEmpty(String part) {
    return false;
  }

  /** How a message says that it may be a repetition. */
  protected String repeatMark() {
    return "(possible repeat)";
  }

  /** Whether the provider tells how long to wait. */
  protected boolean tellsRetryAfter() {
    return true;
  }

  /** Sends where the provider refuses for good. */
  protected SendResult sendInVain() {
    return send(messageTo(unknownAddress()));
  }

  @Test
  void builtInTemplatesRenderForEveryEvent() {
    for (EventKind event : EventKind.OF_ALERTS) {
      Rendered rendered = rendered(event, SampleContext.alert(NOW));
      assertEquals(List.of(), rendered.faults(), event.code());
      for (var part : channel().parts()) {
        assertTrue(
            mayBeEmpty(part.name()) || !rendered.part(part.name()).isBlank(),
            event + " " + part.name());
        assertFalse(rendered.part(part.name()).contains("{{"), event + " " + part.name());
      }
    }
  }

  @Test
  void builtInTemplatesRenderWhenLittleIsKnown() {
    for (EventKind event : EventKind.OF_ALERTS) {
      assertEquals(List.of(), rendered(event, Map.of()).faults(), event.code());
    }
  }

  @Test
  void aNoticeSaysWhatItSaysAndHasNothingToAnswer() {
    Rendered rendered = rendered(EventKind.NOTICE, SampleContext.of(EventKind.NOTICE, NOW));
    assertEquals(List.of(), rendered.faults());
    String all = rendered.parts().toString();
    assertTrue(all.contains("Ben Ito asks you to take a shift"), all);
    assertTrue(all.contains("Mon 3 Mar 2025"), all);
    assertFalse(all.contains("{{") || all.contains("cknowledge"), all);
    // One that a caller of the API asks for in two lines.
    Map<String, Object> asked =
        Map.of("alert", Map.of("title", "Lunch", "annotations", Map.of("description", "At one")));
    Rendered plain = rendered(EventKind.NOTICE, asked);
    assertEquals(List.of(), plain.faults());
    assertTrue(plain.parts().toString().contains("Lunch"), plain.parts().toString());
  }

  @Test
  void handsMessagesOver() {
    for (EventKind event : EventKind.OF_ALERTS) {
      SendResult result = send(message(event, SampleContext.alert(NOW), false));
      var sent = assertInstanceOf(SendResult.Sent.class, result);
      assertNotEquals("", sent.message().id());
    }
    assertEquals(3, arrived().size());
    assertTrue(arrived().stream().allMatch(item -> all(item).contains("Disk almost full on db-1")));
    assertTrue(
        arrived().stream()
            .noneMatch(item -> item.payload().toString().contains("possible repeat")));
  }

  @Test
  void marksAPossibleRepeat() {
    send(message(EventKind.PAGE, SampleContext.alert(NOW), true));
    assertTrue(all(arrived().get(0)).contains(repeatMark()), arrived().toString());
  }

  @Test
  void carriesHostileValuesUnharmed() {
    String hostile =
        "<script>alert(1)</script> <!channel> <@U0ADA0001> @everyone @here \"}]}\\ *b* _i_ `c`"
            + " \r\nBcc: x@example.org {{7}} & ' \u202eevil\u202c \u0000 \ud800 \udfff =cmd()";
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
    var refused = assertInstanceOf(SendResult.Refused.class, sendInVain());
    assertFalse(refused.reason().isBlank());
  }

  @Test
  void triesAgainWhenAskedToWait() {
    world.faults().arm(Fault.of(target(), FaultMode.RATE_LIMIT).on(operation()).retryAfter(7));
    var later = assertInstanceOf(SendResult.TryAgain.class, send(page()));
    if (tellsRetryAfter()) {
      assertEquals(7, Objects.requireNonNull(later.retryAfter()).toSeconds());
    }
    assertEquals(0, arrived().size());
  }

  @Test
  void tellsNoSecretWhateverHappens() {
    List<SendResult> results = new ArrayList<>();
    results.add(sendInVain());
    for (FaultMode mode :
        List.of(
            FaultMode.FAIL, FaultMode.RATE_LIMIT, FaultMode.LOSE, FaultMode.RESET_AFTER_ACCEPT)) {
      arm(mode);
      results.add(send(page()));
    }
    for (String secret : settings().secret().values()) {
      results.forEach(result -> assertFalse(result.toString().contains(secret), result::toString));
      assertFalse(settings().toString().contains(secret));
    }
  }

  @Test
  void fitsTextOfAnyLengthAndScriptIntoTheLimits() {
    for (String stuff :
        List.of("a", "€", "\\", "&<>", "*_~`", "😀", "ä\n", "👩‍👩‍👧 ", "\u202e@everyone ")) {
      for (int length : List.of(70, 160, 256, 1024, 2100, 4200)) {
        String text = stuff.repeat(1 + length / stuff.length());
        Map<String, Object> labels = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
          labels.put("label" + i, text);
        }
        Map<String, Object> alert =
            Map.of("title", text, "labels", labels, "annotations", Map.of("description", text));
        Message message = message(EventKind.PAGE, Map.of("alert", alert), length % 2 == 0);
        assertInstanceOf(SendResult.Sent.class, send(message), stuff + " x " + length);
      }
    }
  }

  @Test
  void changesASentMessageInPlaceOrSaysThatItCannot() {
    var sent = assertInstanceOf(SendResult.Sent.class, send(page()));
    Message resolved = message(EventKind.RESOLVED, SampleContext.alert(NOW), false);
    if (!channel().revisesInPlace()) {
      assertThrows(
          UnsupportedOperationException.class,
          () -> channel().revise(resolved, sent.message(), settings()));
      return;
    }
    for (int i = 1; i <= 2; i++) {
      assertInstanceOf(
          SendResult.Sent.class,
          channel().revise(resolved, sent.message(), settings()).await().atMost(PATIENCE));
    }
    assertEquals(1, arrived().size());
    assertTrue(all(arrived().get(0)).contains("Resolved by"), arrived().toString());
    assertEquals(List.of(), buttons(arrived().get(0)));
  }

  private static List<String> buttons(InboxItem item) {
    return item.actions().stream().filter(a -> a.body() != null).map(a -> a.label()).toList();
  }

  /** All that a message says. */
  protected static String all(InboxItem item) {
    return item.subject() + "\n" + item.text() + "\n" + item.payload();
  }

  @Test
  void triesAgainWhenNobodyListens() {
    SendResult result = channel().send(page(), unreachable()).await().atMost(PATIENCE);
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
    assertTrue(System.nanoTime() - begun < TIMEOUT.multipliedBy(6).toNanos());
  }

  @Test
  void endsInTimeWhenTheProviderDrips() {
    world
        .faults()
        .arm(Fault.of(target(), FaultMode.DRIP).on(operation()).lasting(TIMEOUT.plusSeconds(1)));
    assertInstanceOf(SendResult.Unknown.class, send(page()));
  }

  @Test
  void asksBeforeItRepeatsWhereItCan() {
    Message message = page();
    assertInstanceOf(LookUp.class, channel().lookUp(message, settings()).await().atMost(PATIENCE));
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
    if (channel().ownAddress(settings()).isEmpty()) {
      assertNotEquals(address(), channel().masked(address()));
    }
  }

  protected SendResult send(Message message) {
    return channel().send(message, settings()).await().atMost(PATIENCE);
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
    MessageRenderer messages = new MessageRenderer(renderer, Limits.USUAL, vertx);
    Rendered rendered = messages.renderNow(channel(), channel().builtInTemplate(event), context);
    return rendered.isUsable()
        ? rendered
        : messages.renderNow(
            channel(), channel().builtInTemplate(event), RenderContext.brief(context));
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
