package dev.tocsin.ticketing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.ticketing.provider.TicketCall.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  @AfterEach
  void mend() {
    world().faults().clear();
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
    var second = assertInstanceOf(ProviderAnswer.Done.class, ask(call));
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
    assertInstanceOf(ProviderAnswer.Done.class, ask(call));
    assertEquals(1, ticketsOf(call.ticketId()));
  }

  /** One fault of the look-alike, once. */
  protected abstract Fault fault(FaultMode mode);

  private TicketCall create() {
    return call(Ids.next(Instant.EPOCH), "", Operation.CREATE, settings());
  }

  private ProviderAnswer ask(TicketCall call) {
    return (call.operation() == Operation.CREATE
            ? provider().createTicket(call)
            : provider().updateTicket(call))
        .await()
        .atMost(PATIENCE);
  }

  private static TicketCall call(
      UUID ticket, String externalId, Operation operation, ProviderSettings settings) {
    Instant now = Instant.now();
    return new TicketCall(
        ticket + "." + operation.word(),
        ticket,
        externalId,
        new UUID(7, 7),
        operation,
        "Disk full <b>on</b> db1",
        "{\"alert\":{\"title\":\"Disk full\"}}",
        settings,
        Instant.EPOCH,
        now);
  }
}
