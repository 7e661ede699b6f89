package dev.tocsin.ticketing.callback;

import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueue;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.TicketCallback;
import dev.tocsin.ticketing.provider.TicketNews;
import dev.tocsin.ticketing.provider.TicketProvider;
import dev.tocsin.ticketing.settings.Settings;
import dev.tocsin.ticketing.settings.TicketProviderStore;
import dev.tocsin.ticketing.ticket.Reports;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles messages of ticket systems, each until alerting has taken over what it tells. */
@Singleton
class CallbackWorker {
  private final CallbackStore store;
  private final TicketProviderStore providers;
  private final ProviderRegistry registry;
  private final NewsReader reader;
  private final Reports reports;
  private final Database database;
  private final WorkQueues queues;
  private @Nullable WorkQueue queue;

  CallbackWorker(
      CallbackStore store,
      TicketProviderStore providers,
      ProviderRegistry registry,
      NewsReader reader,
      Reports reports,
      @ServiceDatabase("ticketing") Database database,
      WorkQueues queues) {
    this.store = store;
    this.providers = providers;
    this.registry = registry;
    this.reader = reader;
    this.reports = reports;
    this.database = database;
    this.queues = queues;
  }

  void start(@Observes StartupEvent event) {
    QueueSpec spec = QueueSpec.of(database.schema(), "ticket_callback", CallbackStore.QUEUE);
    queue = queues.start(database, spec, this::handle);
  }

  /** Something is due; call after commit. */
  void wake() {
    if (queue != null) {
      queue.wake();
    }
  }

  private Uni<Outcome> handle(Job job) {
    return store
        .due(job)
        .chain(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().item(new Outcome.Handled())
                    : providers
                        .settings(job.tenant(), due.get().provider())
                        .chain(settings -> read(job, due.get(), settings)));
  }

  private Uni<Outcome> read(Job job, CallbackStore.Due due, Optional<Settings> settings) {
    Optional<TicketCallback> callback =
        settings.flatMap(s -> registry.get(s.type())).flatMap(TicketProvider::callback);
    if (settings.isEmpty() || callback.isEmpty()) {
      return Uni.createFrom().item(new Outcome.Done("handled"));
    }
    return reader
        .read(callback.get(), settings.get().settings(), due.body())
        .chain(news -> take(job, due, settings.get(), callback.get(), news))
        .onFailure(Invalid.class)
        .recoverWithItem(failure -> new Outcome.Dead(String.valueOf(failure.getMessage())));
  }

  private Uni<Outcome> take(
      Job job,
      CallbackStore.Due due,
      Settings settings,
      TicketCallback callback,
      Optional<TicketNews> news) {
    if (news.isEmpty()) {
      return Uni.createFrom().item(new Outcome.Done("handled"));
    }
    return callback
        .ownAccount(settings.settings())
        .chain(
            own ->
                reports.take(
                    job.tenant(), due.provider(), news.get(), own, callback::mark, job.id()))
        .replaceWith(new Outcome.Done("handled"));
  }
}
