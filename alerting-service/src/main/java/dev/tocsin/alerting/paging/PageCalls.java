package dev.tocsin.alerting.paging;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.ErrorMapper;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.trace.TraceParent;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import dev.tocsin.proto.notification.v1.SendNotificationResult;
import dev.tocsin.proto.notification.v1.SendNotificationsRequest;
import dev.tocsin.proto.notification.v1.SendNotificationsResponse;
import io.grpc.protobuf.StatusProto;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Calls notification-service. Pages of a tenant that are handed over in the same moment, as those
 * of a batch of steps are, go in one call and there in one transaction; nobody waits for company.
 */
@Singleton
class PageCalls {

  private static final String NOTIFICATION = "notification";
  private static final int MOST = 100;

  /** A quarter of what a call may bring. */
  private static final int MOST_BYTES = 1024 * 1024;

  private final ServiceClients services;
  private final Map<Together, Gathering> open = new HashMap<>();

  PageCalls(ServiceClients services) {
    this.services = services;
  }

  /** What goes in one call: pages of a tenant, and of one trace where traces are kept. */
  private record Together(UUID tenant, String trace) {}

  private record Waiting(
      SendNotificationRequest request,
      UniEmitter<? super SendNotificationResponse> answer,
      Context context) {

    void complete(SendNotificationResponse response) {
      context.runOnContext(_ -> answer.complete(response));
    }

    void fail(Throwable failure) {
      context.runOnContext(_ -> answer.fail(failure));
    }
  }

  private static final class Gathering {
    final List<Waiting> pages = new ArrayList<>();
    long bytes;

    boolean isFull() {
      return pages.size() >= MOST || bytes >= MOST_BYTES;
    }
  }

  /** Sends one page; answers on the caller's context. */
  Uni<SendNotificationResponse> send(UUID tenant, SendNotificationRequest request) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context own = Vertx.currentContext();
              return own == null
                  ? alone(tenant, request)
                  : Uni.createFrom()
                      .emitter(
                          answer ->
                              gather(
                                  new Together(tenant, TraceParent.keptTrace()),
                                  new Waiting(request, answer, own)));
            });
  }

  private void gather(Together together, Waiting page) {
    Gathering gathering;
    boolean first;
    boolean full;
    synchronized (this) {
      gathering = open.computeIfAbsent(together, _ -> new Gathering());
      first = gathering.pages.isEmpty();
      gathering.pages.add(page);
      gathering.bytes += page.request().getSerializedSize();
      full = gathering.isFull();
      if (full) {
        open.remove(together);
      }
    }
    if (full) {
      call(together.tenant(), gathering.pages);
    } else if (first) {
      // After whatever this thread has to do already, which may bring more.
      page.context().runOnContext(_ -> close(together, gathering));
    }
  }

  private void close(Together together, Gathering gathering) {
    synchronized (this) {
      if (!open.remove(together, gathering)) {
        return;
      }
    }
    call(together.tenant(), gathering.pages);
  }

  private void call(UUID tenant, List<Waiting> pages) {
    if (pages.size() == 1) {
      each(tenant, pages);
      return;
    }
    SendNotificationsRequest request =
        SendNotificationsRequest.newBuilder()
            .addAllRequests(pages.stream().map(Waiting::request).toList())
            .build();
    services
        .call(
            NOTIFICATION,
            MutinyNotificationServiceGrpc::newMutinyStub,
            tenant,
            stub -> stub.sendNotifications(request))
        .subscribe()
        .with(
            response -> spread(pages, response),
            failure -> {
              if (failure instanceof Unavailable) {
                pages.forEach(page -> page.fail(failure));
              } else {
                // One that is not even valid must not keep the others from it.
                each(tenant, pages);
              }
            });
  }

  private void each(UUID tenant, List<Waiting> pages) {
    pages.forEach(
        page -> alone(tenant, page.request()).subscribe().with(page::complete, page::fail));
  }

  private static void spread(List<Waiting> pages, SendNotificationsResponse response) {
    for (int i = 0; i < pages.size(); i++) {
      if (i >= response.getResultsCount()) {
        pages.get(i).fail(new Unavailable("notification-service left a page unanswered", null));
        continue;
      }
      SendNotificationResult result = response.getResults(i);
      if (result.hasError()) {
        pages
            .get(i)
            .fail(ErrorMapper.fromStatus(StatusProto.toStatusRuntimeException(result.getError())));
      } else {
        pages.get(i).complete(result.getQueued());
      }
    }
  }

  private Uni<SendNotificationResponse> alone(UUID tenant, SendNotificationRequest request) {
    return services.call(
        NOTIFICATION,
        MutinyNotificationServiceGrpc::newMutinyStub,
        tenant,
        stub -> stub.sendNotification(request));
  }
}
