package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.queue.QueueSpec;

/** The queues of this package: each is a table that bears its name. */
final class TicketQueues {
  private TicketQueues() {}

  static QueueSpec spec(TicketQueueConfig config, String schema, String table) {
    return new QueueSpec(
        schema,
        table,
        table,
        config.batch(),
        config.concurrency(),
        config.lease(),
        config.maxAttempts(),
        config.firstBackoff(),
        config.maxBackoff(),
        config.poll());
  }
}
