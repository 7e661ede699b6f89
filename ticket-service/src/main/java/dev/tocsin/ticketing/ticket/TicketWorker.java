package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.fault.Failpoint;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.ticketing.mapping.Mapped;
import dev.tocsin.ticketing.mapping.Mappings;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings each ticket one operation nearer to where it should be, until it is there. */
@Singleton
class TicketWorker {
  private final TicketStore tickets;
  private final TicketProviderStore providers;
  private final ProviderRegistry registry;
  private final Mappings mappings;
  private final TocsinClock clock;
  private final Database database;
  private final WorkQueues queues;
  private final TicketQueueConfig config;
  private @Nullable WorkQueue queue;

  TicketWorker(
      TicketStore tickets,
      TicketProviderStore providers,
      ProviderRegistry registry,
      Mappings mappings,
      @ServiceDatabase("ticketing") Database database,
      WorkQueues queues,
      TicketQueueConfig config) {
    this.tickets = tickets;
    this.providers = providers;
    this.registry = registry;
    this.mappings = mappings;
    this.clock = database.clock();
    this.database = database;
    this.queues = queues;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    queue =
        queues.start(
            database,
            TicketQueues.spec(config, database.schema(), TicketStore.QUEUE),
            this::handle);
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
    if (operation.isEmpty() || ticket.there().gone()) {
      return tickets
          .inStep(job, ticket.desired(), clock.now())
          .invoke(this::wake)
          .replaceWith(new Outcome.Handled());
    }
    return mapped(ticket, operation.get(), settings.get())
        .chain(
            fields -> send(job, ticket, operation.get(), settings.get(), provider.get(), fields));
  }

  /** Fields are mapped when a ticket is opened; people change them afterwards. */
  private Uni<Mapped> mapped(StoredTicket ticket, Operation operation, Settings settings) {
    return operation == Operation.CREATE
        ? mappings.evaluate(settings.mappings(), ticket.contextJson(), ticket.title())
        : Uni.createFrom().item(new Mapped(List.of()));
  }

  private Uni<Outcome> send(
      Job job,
      StoredTicket ticket,
      Operation operation,
      Settings settings,
      TicketProvider provider,
      Mapped fields) {
    TicketCall call = call(job, ticket, operation, settings, fields);
    Uni<ProviderAnswer> answer =
        operation == Operation.CREATE ? provider.createTicket(call) : provider.updateTicket(call);
    return answer
        .invoke(() -> Failpoint.hit("ticket.after_send"))
        .chain(said -> record(job, operation, said, fields.remark()));
  }

  private Uni<Outcome> record(
      Job job, Operation operation, ProviderAnswer answer, String mappingRemark) {
    return switch (answer) {
      case ProviderAnswer.Done done ->
          tickets
              .applied(
                  job,
                  operation,
                  done,
                  done.remark().isEmpty() ? mappingRemark : done.remark(),
                  clock.now())
              .invoke(this::wake)
              .replaceWith(new Outcome.Handled());
      case ProviderAnswer.Refused refused ->
          Uni.createFrom().item(new Outcome.Dead(refused.reason()));
      case ProviderAnswer.TryAgain again ->
          Uni.createFrom().item(new Outcome.Retry(again.reason(), again.after().orElse(null)));
    };
  }

  private TicketCall call(
      Job job, StoredTicket ticket, Operation operation, Settings settings, Mapped fields) {
    UUID id = ticket.id();
    // The fence counts every claim there ever was, attempts begin anew after a requeue.
    boolean repeated =
        operation == Operation.CREATE
            ? job.fence() > 1
            : job.attempt() > 1 || ticket.work().error() != null;
    return new TicketCall(
        id + "_" + operation.word() + "_" + ticket.updatedAt().toEpochMilli(),
        repeated,
        id,
        ticket.there().externalId(),
        ticket.there().ref(),
        ticket.groupId(),
        operation,
        ticket.title(),
        "",
        ticket.contextJson(),
        fields.values(),
        settings.settings(),
        operation == Operation.CREATE || ticket.wishedAt() == null
            ? ticket.updatedAt()
            : ticket.wishedAt(),
        clock.now());
  }
}
