package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.ticketing.provider.Capability;
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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes notes on tickets, each once the ticket is open. */
@Singleton
class CommentWorker {
  private static final Duration UNTIL_OPEN = Duration.ofSeconds(2);

  private final CommentStore comments;
  private final TicketStore tickets;
  private final TicketProviderStore providers;
  private final ProviderRegistry registry;
  private final Database database;
  private final WorkQueues queues;
  private final TicketQueueConfig config;
  private @Nullable WorkQueue queue;

  CommentWorker(
      CommentStore comments,
      TicketStore tickets,
      TicketProviderStore providers,
      ProviderRegistry registry,
      @ServiceDatabase("ticketing") Database database,
      WorkQueues queues,
      TicketQueueConfig config) {
    this.comments = comments;
    this.tickets = tickets;
    this.providers = providers;
    this.registry = registry;
    this.database = database;
    this.queues = queues;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    queue =
        queues.start(
            database,
            TicketQueues.spec(config, database.schema(), CommentStore.QUEUE),
            this::handle);
  }

  /** Something is due; call after commit. */
  void wake() {
    if (queue != null) {
      queue.wake();
    }
  }

  private Uni<Outcome> handle(Job job) {
    return comments
        .due(job)
        .chain(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().item(new Outcome.Handled())
                    : tickets
                        .get(job.tenant(), due.get().ticket())
                        .chain(ticket -> onTicket(job, due.get(), ticket)));
  }

  private Uni<Outcome> onTicket(Job job, CommentStore.Due due, Optional<StoredTicket> found) {
    if (found.isEmpty() || found.get().there().gone()) {
      return Uni.createFrom().item(new Outcome.Done("dropped"));
    }
    StoredTicket ticket = found.get();
    if (ticket.there().externalId().isEmpty()) {
      return Uni.createFrom()
          .item(new Outcome.Retry("the ticket is not open there yet", untilOpen(ticket)));
    }
    return providers
        .settings(job.tenant(), ticket.providerId())
        .chain(settings -> write(job, due, ticket, settings));
  }

  /** Just after the next attempt to open it; a failed one waits for somebody to requeue it. */
  private @Nullable Duration untilOpen(StoredTicket ticket) {
    Duration wait =
        Duration.between(database.clock().now(), ticket.work().dueAt()).plus(UNTIL_OPEN);
    if (ticket.failed()) {
      return null;
    }
    return wait.compareTo(UNTIL_OPEN) < 0 ? UNTIL_OPEN : wait;
  }

  private Uni<Outcome> write(
      Job job, CommentStore.Due due, StoredTicket ticket, Optional<Settings> settings) {
    Optional<TicketProvider> provider =
        settings
            .flatMap(s -> registry.get(s.type()))
            .filter(p -> p.capabilities().contains(Capability.COMMENT));
    if (settings.isEmpty() || provider.isEmpty()) {
      return Uni.createFrom().item(new Outcome.Done("dropped"));
    }
    boolean repeated = job.attempt() > 1 || due.failedBefore();
    return provider
        .get()
        .comment(call(job, due, ticket, settings.get(), repeated))
        .chain(
            said ->
                switch (said) {
                  case ProviderAnswer.Done done ->
                      comments.written(job, done.ref()).replaceWith(new Outcome.Done("written"));
                  case ProviderAnswer.Refused refused ->
                      Uni.createFrom().item(new Outcome.Dead(refused.reason()));
                  case ProviderAnswer.TryAgain again ->
                      Uni.createFrom()
                          .item(new Outcome.Retry(again.reason(), again.after().orElse(null)));
                });
  }

  private TicketCall call(
      Job job, CommentStore.Due due, StoredTicket ticket, Settings settings, boolean repeated) {
    return new TicketCall(
        job.id().toString(),
        repeated,
        ticket.id(),
        ticket.there().externalId(),
        ticket.there().ref(),
        ticket.groupId(),
        Operation.COMMENT,
        ticket.title(),
        due.body(),
        ticket.contextJson(),
        Map.of(),
        settings.settings(),
        due.askedAt(),
        database.clock().now());
  }
}
