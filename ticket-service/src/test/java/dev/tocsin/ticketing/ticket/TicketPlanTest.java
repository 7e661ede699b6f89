package dev.tocsin.ticketing.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.ticketing.provider.Capability;
import dev.tocsin.ticketing.provider.TicketCall.Operation;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TicketPlanTest {
  private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);

  @Test
  void opensFirstEvenWhenItsAlertsAreOverAlready() {
    assertEquals(
        Optional.of(Operation.CREATE), TicketPlan.next(Progress.NONE, Progress.CLOSED, ALL));
  }

  @Test
  void closesWithoutStoppingAtAcknowledged() {
    assertEquals(
        Optional.of(Operation.CLOSE), TicketPlan.next(Progress.OPEN, Progress.CLOSED, ALL));
  }

  @Test
  void nothingLeadsOutOfClosed() {
    assertTrue(TicketPlan.next(Progress.CLOSED, Progress.ACKNOWLEDGED, ALL).isEmpty());
    assertTrue(TicketPlan.next(Progress.CLOSED, Progress.OPEN, ALL).isEmpty());
  }

  @Test
  void anAcknowledgedOneIsPutBackWhenItsAlertsAreOpenAgain() {
    assertEquals(
        Optional.of(Operation.REOPEN), TicketPlan.next(Progress.ACKNOWLEDGED, Progress.OPEN, ALL));
    assertEquals(Progress.OPEN, TicketPlan.after(Operation.REOPEN));
  }

  @Test
  void passesOverWhatTheSystemCannotDo() {
    var createOnly = EnumSet.of(Capability.CREATE);
    assertTrue(TicketPlan.next(Progress.OPEN, Progress.CLOSED, createOnly).isEmpty());
    assertTrue(TicketPlan.next(Progress.OPEN, Progress.ACKNOWLEDGED, createOnly).isEmpty());
    assertTrue(TicketPlan.next(Progress.ACKNOWLEDGED, Progress.OPEN, createOnly).isEmpty());
  }

  @Test
  void everyWishIsReachedInAtMostThreeOperations() {
    for (Progress desired : Progress.values()) {
      Progress applied = Progress.NONE;
      for (int i = 0; i < 3; i++) {
        var next = TicketPlan.next(applied, desired, ALL);
        applied = next.isPresent() ? TicketPlan.after(next.get()) : applied;
      }
      assertTrue(TicketPlan.next(applied, desired, ALL).isEmpty(), desired.toString());
    }
  }
}
