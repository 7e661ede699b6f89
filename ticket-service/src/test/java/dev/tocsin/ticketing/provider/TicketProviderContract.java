package dev.tocsin.ticketing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.ticketing.provider.TicketCall.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every ticket provider does; its test extends this and says how to reach its look-alike. */
public abstract class TicketProviderContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The provider under test. */
  protected abstract TicketProvider provider();

  /** The look-alikes. */
  protected abstract FakeWorld world();

  /** Settings that the look-alike accepts. */
  protected abstract ProviderSettings settings();

  /** Settings with a wrong secret. */
  protected abstract ProviderSettings wrongSettings();

  /** How many tickets the look-alike has under our key. */
  protected abstract long ticketsOf(UUID ticket);

  /** The state that the look-alike shows for our key: {@code open} or {@code closed}. */
  protected abstract String stateOf(UUID ticket);

  /** How many notes the look-alike has on the ticket under our key. */
  protected abstract long notesOf(UUID ticket);

  @AfterEach
  void mend() {
    world().faults().clear();
  }

  /** FAULTS 24; of private networks only loopback is allowed here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://2852039166/",
        "https://10.0.0.1/",
        "http://[fd00:ec2::254]/"
      })
  void asksNobodyInAPrivateNetwork(String url) {
    ObjectNode open = settings().open().deepCopy();
    open.fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().asText().startsWith("http")) {
                field.setValue(TextNode.valueOf(url));
              }
            });

    var refused =
        assertInstanceOf(
            ProviderAnswer.Refused.class,
            ask(
                call(
                    Ids.next(Instant.EPOCH),
                    "",
                    Operation.CREATE,
                    new ProviderSettings(open, settings().secret()))));

    assertTrue(refused.reason().contains("may not be reached"), refused.reason());
  }

  @Test
  void opensATicketAndTellsItsId() {
    TicketCall call = call(Ids.next(Instant.EPOCH), "", Operation.CREATE, settings());
    var done = assertInstanceOf(ProviderAnswer.Done.class, ask(call));
    assertFalse(done.externalId().isEmpty());
    assertEquals("open", stateOf(call.ticketId()));
  }

  @Test
  void aRepeatedCallOpensNoSecondTicket() {
    TicketCall call = call(Ids.next(Instant.EPOCH), "", Operation.CREATE, settings());
    var first = assertInstanceOf(ProviderAnswer.Done.class, ask(call));
    var second = assertInstanceOf(ProviderAnswer.Done.class, ask(again(call)));
    assertEquals(first.externalId(), second.externalId());
    assertEquals(1, ticketsOf(call.ticketId()));
  }

  @Test
  void closesWhatItOpened() {
    UUID ticket = Ids.next(Instant.EPOCH);
    var opened =
        assertInstanceOf(
            ProviderAnswer.Done.class, ask(call(ticket, "", Operation.CREATE, settings())));
    ask(call(ticket, opened.externalId(), Operation.ACKNOWLEDGE, settings()));
    assertEquals("open", stateOf(ticket));
    assertInstanceOf(
        ProviderAnswer.Done.class,
        ask(call(ticket, opened.externalId(), Operation.CLOSE, settings())));
    assertEquals("closed", stateOf(ticket));
  }

  @Test
  void takesItBackThatSomebodyWorksOnItAndClosesItAllTheSame() {
    assumeTrue(provider().capabilities().contains(Capability.UPDATE), "is told of no changes");
    UUID ticket = Ids.next(Instant.EPOCH);
    var opened =
        assertInstanceOf(
            ProviderAnswer.Done.class, ask(call(ticket, "", Operation.CREATE, settings())));
    String id = opened.externalId();
    for (Operation next :
        java.util.List.of(
            Operation.ACKNOWLEDGE, Operation.REOPEN, Operation.ACKNOWLEDGE, Operation.REOPEN)) {
      assertInstanceOf(ProviderAnswer.Done.class, ask(call(ticket, id, next, settings())));
      assertEquals("open", stateOf(ticket), next.toString());
    }
    assertInstanceOf(ProviderAnswer.Done.class, ask(call(ticket, id, Operation.CLOSE, settings())));
    assertEquals("closed", stateOf(ticket));
  }

  @Test
  void wrongCredentialsAreARefusalThatNamesTheAnswer() {
    var refused =
        assertInstanceOf(
            ProviderAnswer.Refused.class,
            ask(call(Ids.next(Instant.EPOCH), "", Operation.CREATE, wrongSettings())));
    assertTrue(refused.reason().contains("401"), refused.reason());
  }

  @Test
  void aServerErrorIsTriedAgain() {
    world().faults().arm(fault(FaultMode.FAIL));
    var again = assertInstanceOf(ProviderAnswer.TryAgain.class, ask(create()));
    assertTrue(again.reason().contains("50"), again.reason());
  }

  @Test
  void aRateLimitIsHonoured() {
    world().faults().arm(fault(FaultMode.RATE_LIMIT));
    var again = assertInstanceOf(ProviderAnswer.TryAgain.class, ask(create()));
    assertTrue(again.after().isPresent(), "Retry-After is passed on");
  }

  @Test
  void aLostAnswerIsTriedAgainAndMakesNoSecondTicket() {
    TicketCall call = create();
    world().faults().arm(fault(FaultMode.RESET_AFTER_ACCEPT));
    assertInstanceOf(ProviderAnswer.TryAgain.class, ask(call));
    world().faults().clear();
    assertInstanceOf(ProviderAnswer.Done.class, ask(again(call)));
    assertEquals(1, ticketsOf(call.ticketId()));
  }

  @Test
  void writesANoteOnce() {
    assumeTrue(provider().capabilities().contains(Capability.COMMENT), "takes no notes");
    UUID ticket = Ids.next(Instant.EPOCH);
    var opened =
        assertInstanceOf(
            ProviderAnswer.Done.class, ask(call(ticket, "", Operation.CREATE, settings())));
    TicketCall note = call(ticket, opened.externalId(), Operation.COMMENT, settings());
    world().faults().arm(fault(FaultMode.RESET_AFTER_ACCEPT).times(1));
    assertInstanceOf(ProviderAnswer.TryAgain.class, ask(note));
    assertInstanceOf(ProviderAnswer.Done.class, ask(again(note)));
    assertEquals(1, notesOf(ticket));
  }

  /** FAULTS 28: what would like to be markup, a mention, a header, a command or a character. */
  static Stream<String> hostile() {
    return Stream.of(
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "<!channel> <!here> <@U0ADA0001>",
        "<https://evil.example|ok>",
        "[ok|https://evil.example] [~admin] !https://evil.example/x.png!",
        "*b* _i_ {color:red}x{color} h1. {{code}} -s- ||th||",
        "javascript:alert(1)",
        "x\r\nBcc: eve@example.org\r\n\r\nhello",
        "a\u2028b\u0085c",
        "\u202Egnp.exe\u202C",
        "a\0b\u0007\u001b[31mred",
        "\uD83D lone \uDE00",
        "a\uffffb",
        "=cmd|' /C calc'!A0",
        "{{#alerts}}{{title}}{{/alerts}}{{>x}}",
        "\"}]},{\"type\":\"image\"",
        "*_|~ <b>" + "\u00e9".repeat(70_000));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whatAlertsCarryStaysText(String value) {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    ObjectNode alert = context.putObject("alert");
    alert.put("title", value).put("severity", value).put("source", value).put("source_url", value);
    alert.putObject("labels").put("instance", value).put(name(value), "x");
    alert.putObject("annotations").put("summary", value);
    TicketCall plain = create();
    TicketCall call =
        new TicketCall(
            plain.callId(),
            false,
            plain.ticketId(),
            "",
            "",
            plain.groupId(),
            Operation.CREATE,
            value,
            "",
            context.toString(),
            Map.of("labels", JsonNodeFactory.instance.arrayNode().add(value)),
            settings(),
            Instant.EPOCH,
            Instant.now());

    assertInstanceOf(ProviderAnswer.Done.class, ask(call));

    assertEquals(1, ticketsOf(call.ticketId()));
    holdsAsText(call.ticketId(), value);
  }

  /** The value as the name of a label, where it is no longer than one may be. */
  protected static String name(String value) {
    return value.length() > 1_000 ? "name" : value;
  }

  /** Asserts that the ticket says this, in its title and where it tells of the alert, as text. */
  protected abstract void holdsAsText(UUID ticket, String value);

  @Test
  void aTrialFindsNothingWrongWithGoodSettings() {
    var findings = provider().check(settings(), java.util.Set.of()).await().atMost(PATIENCE);
    assertTrue(findings.stream().allMatch(Finding::ok), findings.toString());
    assertFalse(findings.isEmpty());
  }

  @Test
  void aPreviewShowsTheRequestWithoutSecrets() {
    PreparedRequest prepared = provider().preview(create());
    String shown = prepared.method() + prepared.url() + prepared.body();
    assertTrue(shown.contains("Disk full"), shown);
    settings().secret().values().forEach(secret -> assertFalse(shown.contains(secret)));
  }

  @Test
  void aSystemThatIsNotThereIsTriedAgain() {
    world().faults().arm(fault(FaultMode.LOSE));
    assertInstanceOf(ProviderAnswer.TryAgain.class, ask(create()));
  }

  /** One fault of the look-alike, once. */
  protected abstract Fault fault(FaultMode mode);

  private TicketCall create() {
    return call(Ids.next(Instant.EPOCH), "", Operation.CREATE, settings());
  }

  private ProviderAnswer ask(TicketCall call) {
    var answer =
        switch (call.operation()) {
          case CREATE -> provider().createTicket(call);
          case ACKNOWLEDGE, REOPEN, CLOSE -> provider().updateTicket(call);
          case COMMENT -> provider().comment(call);
        };
    return answer.await().atMost(PATIENCE);
  }

  /** The same call once more, as after a crash. */
  protected static TicketCall again(TicketCall call) {
    return new TicketCall(
        call.callId(),
        true,
        call.ticketId(),
        call.externalId(),
        call.externalRef(),
        call.groupId(),
        call.operation(),
        call.title(),
        call.text(),
        call.contextJson(),
        call.fields(),
        call.settings(),
        call.askedAt(),
        call.now());
  }

  /** A call as the worker makes it. */
  protected static TicketCall call(
      UUID ticket, String externalId, Operation operation, ProviderSettings settings) {
    return new TicketCall(
        ticket + "_" + operation.word(),
        false,
        ticket,
        externalId,
        "",
        new UUID(7, 7),
        operation,
        "Disk full <b>on</b> db1",
        operation == Operation.COMMENT ? "Looking into it" : "",
        "{\"alert\":{\"title\":\"Disk full\",\"severity\":\"critical\"}}",
        Map.of(),
        settings,
        Instant.EPOCH,
        Instant.now());
  }
}
