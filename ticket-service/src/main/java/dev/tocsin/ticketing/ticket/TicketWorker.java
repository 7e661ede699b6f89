package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.TicketCall;
import dev.tocsin.ticketing.provider.TicketCall.Operation;
import dev.tocsin.ticketing.provider.TicketProvider;
import dev.tocsin.ticketing.settings.Settings;
import dev.tocsin.ticketing.settings.TicketProviderStore;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings each ticket one operation nearer to where it should be, until it is there. */
@Singleton
class TicketWorker {
  private final TicketStore tickets;
  private final TicketProviderStore providers;
  private final ProviderRegistry registry;
  private final TocsinClock clock;
  private final Database database;
  private final WorkQueues queues;
  private final TicketQueueConfig config;
  private @Nullable WorkQueue queue;

  TicketWorker(
      TicketStore tickets,
      TicketProviderStore providers,
      ProviderRegistry registry,
      @ServiceDatabase("ticketing") Database database,
      WorkQueues queues,
      TicketQueueConfig config) {
    this.tickets = tickets;
    this.providers = providers;
    this.registry = registry;
    this.clock = database.clock();
    this.database = database;
    this.queues = queues;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    var spec =
        new QueueSpec(
            database.schema(),
            "ticket",
            TicketStore.QUEUE,
            config.batch(),
            config.concurrency(),
            config.lease(),
            config.maxAttempts(),
            config.firstBackoff(),
            config.maxBackoff(),
            config.poll());
    queue = queues.start(database, spec, this::handle);
  }

  /** Something is due; call after commit. */
  void wake() {
    if (queue != null) {
      queue.wake();
    }
  }

  private Uni<Outcome> handle(Job job) {
    return tickets
        .get(job.tenant(), job.id())
        .chain(
            ticket ->
                ticket.isEmpty()
                    ? Uni.createFrom().item(new Outcome.Handled())
                    : providers
                        .settings(job.tenant(), ticket.get().providerId())
                        .chain(settings -> step(job, ticket.get(), settings)));
  }

  private Uni<Outcome> step(Job job, StoredTicket ticket, Optional<Settings> settings) {
    Optional<TicketProvider> provider = settings.flatMap(s -> registry.get(s.type()));
    if (settings.isEmpty() || provider.isEmpty()) {
      return Uni.createFrom()
          .item(
              new Outcome.Dead(
                  "the ticket provider was deleted; create it anew and open the ticket again"));
    }
    Optional<Operation> operation =
        TicketPlan.next(ticket.applied(), ticket.desired(), provider.get().capabilities());
    if (operation.isEmpty()) {
      return Uni.createFrom().item(new Outcome.Done("in_step"));
    }
    TicketCall call = call(ticket, operation.get(), settings.get());
    Uni<ProviderAnswer> answer =
        operation.get() == Operation.CREATE
            ? provider.get().createTicket(call)
            : provider.get().updateTicket(call);
    return answer
        .invoke(() -> Failpoint.hit("ticket.after_send"))
        .chain(said -> record(job, operation.get(), said));
  }

  private Uni<Outcome> record(Job job, Operation operation, ProviderAnswer answer) {
    return switch (answer) {
      case ProviderAnswer.Done done ->
          tickets
              .applied(job, TicketPlan.after(operation), done.externalId(), done.url(), clock.now())
              .invoke(this::wake)
              .replaceWith(new Outcome.Handled());
      case ProviderAnswer.Refused refused ->
          Uni.createFrom().item(new Outcome.Dead(refused.reason()));
      case ProviderAnswer.TryAgain again ->
          Uni.createFrom().item(new Outcome.Retry(again.reason(), again.after().orElse(null)));
    };
  }

  private TicketCall call(StoredTicket ticket, Operation operation, Settings settings) {
    UUID id = ticket.id();
    return new TicketCall(
        id + "." + operation.word() + "." + ticket.updatedAt().toEpochMilli(),
        id,
        ticket.externalId(),
        ticket.groupId(),
        operation,
        ticket.title(),
        ticket.contextJson(),
        settings.settings(),
        ticket.updatedAt(),
        clock.now());
  }
}
