package dev.tocsin.ticketing.ticket;

import dev.tocsin.ticketing.provider.Capability;
import dev.tocsin.ticketing.provider.TicketCall.Operation;
import java.util.Optional;
import java.util.Set;

/**
 * What to do next so that a ticket comes to where it should be. Pure: progress so far and the wish
 * in, one operation out, nothing when it is there. A ticket that was never opened is opened even
 * when its alerts are resolved already, and then closed: the record is the point of it.
 */
final class TicketPlan {
  private TicketPlan() {}

  /**
   * The next operation.
   *
   * @param applied what the system has done last
   * @param desired where the ticket should be
   * @param able what the system can do; what it cannot is passed over
   */
  static Optional<Operation> next(Progress applied, Progress desired, Set<Capability> able) {
    if (applied == Progress.NONE) {
      return Optional.of(Operation.CREATE);
    }
    if (desired == Progress.CLOSED && applied != Progress.CLOSED) {
      return able.contains(Capability.CLOSE) ? Optional.of(Operation.CLOSE) : Optional.empty();
    }
    if (desired == Progress.ACKNOWLEDGED && applied == Progress.OPEN) {
      return able.contains(Capability.UPDATE)
          ? Optional.of(Operation.ACKNOWLEDGE)
          : Optional.empty();
    }
    if (desired == Progress.OPEN && applied == Progress.ACKNOWLEDGED) {
      return able.contains(Capability.UPDATE) ? Optional.of(Operation.REOPEN) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Where a ticket is once the operation is done. */
  static Progress after(Operation done) {
    return switch (done) {
      case CREATE, REOPEN -> Progress.OPEN;
      case ACKNOWLEDGE -> Progress.ACKNOWLEDGED;
      case CLOSE -> Progress.CLOSED;
      case COMMENT -> throw new IllegalArgumentException("a comment moves no ticket");
    };
  }
}
