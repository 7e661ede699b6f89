package dev.tocsin.notification.delivery;

import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.platform.queue.QueueSpec;
import dev.tocsin.platform.queue.WorkQueues;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.ReportFailedPageRequest;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Tells alerting-service of pages that were given up, so that the timeline of their group says so.
 * A report is a row written with the end of the delivery; it is told until it is taken.
 */
@Singleton
class FailedPages {

  private static final Logger LOG = Logger.getLogger(FailedPages.class);

  private static final Pattern GROUP_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int LONGEST_REASON = 2000;
  private static final int ATTEMPTS = 10_000;

  private static final String NOTE =
      """
      INSERT INTO failed_page (tenant_id, id, due_at, created_at) VALUES ($1, $2, $3, $3)
      ON CONFLICT (tenant_id, id) DO NOTHING\
      """;

  private static final String READ =
      """
      SELECT alert_group_id, queue, user_id, masked_address, coalesce(last_error, '') AS reason
      FROM delivery WHERE tenant_id = $1 AND id = $2\
      """;

  private final Database db;
  private final ServiceClients services;

  FailedPages(@ServiceDatabase("notification") Database db, ServiceClients services) {
    this.db = db;
    this.services = services;
  }

  void start(@Observes StartupEvent start, WorkQueues queues) {
    QueueSpec spec =
        new QueueSpec(
            "notification",
            "failed_page",
            "failed_page",
            16,
            16,
            Duration.ofSeconds(20),
            ATTEMPTS,
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            Duration.ofMillis(500));
    queues.start(db, spec, this::report);
  }

  /** Notes that a delivery was given up, if it is a page of a group of alerts. */
  static Uni<Void> note(SqlConnection tx, QueuedDelivery delivery, Instant now) {
    boolean page =
        delivery.event() == EventKind.PAGE
            && delivery.original() == null
            && GROUP_ID.matcher(delivery.group()).matches();
    return page
        ? tx.preparedQuery(NOTE)
            .execute(Tuple.of(delivery.tenant(), delivery.id(), DeliveryStore.at(now)))
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private Uni<Outcome> report(Job job) {
    return db.inTenant(
            job.tenant(),
            tx ->
                tx.preparedQuery(READ)
                    .execute(Tuple.of(job.tenant(), job.id()))
                    .map(
                        rows ->
                            rows.size() == 0
                                ? Optional.<ReportFailedPageRequest>empty()
                                : Optional.of(request(job.id(), rows.iterator().next()))))
        .chain(
            request ->
                request.isEmpty()
                    ? Uni.createFrom().<Outcome>item(new Outcome.Done("gone"))
                    : tell(job.tenant(), request.get()));
  }

  private Uni<Outcome> tell(UUID tenant, ReportFailedPageRequest request) {
    return services
        .call(
            "alerting",
            MutinyAlertServiceGrpc::newMutinyStub,
            tenant,
            alerting -> alerting.reportFailedPage(request))
        .map(told -> (Outcome) new Outcome.Done("told"))
        .onFailure()
        .recoverWithItem(failure -> after(failure, tenant, request.getDeliveryId()));
  }

  /** What becomes of a report that alerting-service did not take. */
  static Outcome after(Throwable failure, UUID tenant, String delivery) {
    return switch (failure) {
      // No group of alerting-service's: a caller of the API named something of its own.
      case NotFound gone -> new Outcome.Done("refused");
      case Invalid wrong -> new Outcome.Done("refused");
      default -> {
        String why =
            failure instanceof TocsinException known ? known.explanation() : failure.toString();
        LOG.warnf(
            "tenant=%s delivery=%s alerting-service was not told that the page was given up, it is"
                + " tried again: %s",
            tenant, delivery, why);
        yield new Outcome.Retry(why);
      }
    };
  }

  private static ReportFailedPageRequest request(UUID delivery, Row row) {
    String reason = row.getString("reason");
    return ReportFailedPageRequest.newBuilder()
        .setAlertGroupId(row.getString("alert_group_id"))
        .setDeliveryId(delivery.toString())
        .setChannelKind(row.getString("queue"))
        .setUserId(row.getString("user_id"))
        .setMaskedAddress(row.getString("masked_address"))
        .setDetail(reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason)
        .build();
  }
}
