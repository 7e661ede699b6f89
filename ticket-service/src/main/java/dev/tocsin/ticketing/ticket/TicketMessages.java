package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.ticketing.v1.Ticket;
import dev.tocsin.proto.ticketing.v1.TicketState;

/** Tickets as the contract tells them. */
final class TicketMessages {
  private TicketMessages() {}

  static Ticket message(StoredTicket ticket) {
    var there = ticket.there();
    var work = ticket.work();
    String error = work.error();
    var message =
        Ticket.newBuilder()
            .setId(ticket.id().toString())
            .setProviderId(ticket.providerId().toString())
            .setAlertGroupId(ticket.groupId().toString())
            .setExternalId(there.externalId())
            .setUrl(there.url())
            .setState(state(ticket))
            .setTitle(ticket.title())
            .setError(error == null ? there.remark() : error)
            .setAttempts(work.attempts())
            .setLinked(there.linked())
            .setProviderStatus(there.status())
            .setCreateTime(ProtoTime.of(ticket.createdAt()))
            .setUpdateTime(ProtoTime.of(ticket.updatedAt()));
    if (there.syncedAt() != null) {
      message.setSyncTime(ProtoTime.of(there.syncedAt()));
    }
    if (ticket.underWay()) {
      message.setNextAttemptTime(ProtoTime.of(work.dueAt()));
    }
    return message.build();
  }

  private static TicketState state(StoredTicket ticket) {
    if (ticket.there().gone()) {
      return TicketState.TICKET_STATE_GONE;
    }
    if (ticket.failed()) {
      return TicketState.TICKET_STATE_FAILED;
    }
    return switch (ticket.applied()) {
      case NONE -> TicketState.TICKET_STATE_PENDING;
      case OPEN, ACKNOWLEDGED -> TicketState.TICKET_STATE_OPEN;
      case CLOSED -> TicketState.TICKET_STATE_CLOSED;
    };
  }
}
