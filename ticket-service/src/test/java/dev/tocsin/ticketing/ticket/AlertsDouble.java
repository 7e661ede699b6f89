package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.proto.alerting.v1.AcknowledgeGroupRequest;
import dev.tocsin.proto.alerting.v1.AddNoteRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsResponse;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands for alerting-service: remembers what it was asked, by group; an alert bears its group's
 * id.
 */
@GrpcService
@Singleton
public class AlertsDouble extends MutinyAlertServiceGrpc.AlertServiceImplBase {
  /** What it was asked, as {@code ack <group> <note>}. */
  static final List<String> ASKED = new CopyOnWriteArrayList<>();

  /** So many calls fail first. */
  static final AtomicInteger DOWN = new AtomicInteger();

  @Override
  public Uni<AlertChange> acknowledgeGroup(AcknowledgeGroupRequest request) {
    return asked(
        "ack " + request.getId() + " " + request.getNote(), AlertChange.getDefaultInstance());
  }

  @Override
  public Uni<AlertChange> resolveGroup(ResolveGroupRequest request) {
    return asked(
        "resolve " + request.getId() + " " + request.getNote(), AlertChange.getDefaultInstance());
  }

  @Override
  public Uni<TimelineEntry> addNote(AddNoteRequest request) {
    return asked(
        "note " + request.getId() + " " + request.getText(), TimelineEntry.getDefaultInstance());
  }

  @Override
  public Uni<ListAlertsResponse> listAlerts(ListAlertsRequest request) {
    return Uni.createFrom()
        .item(
            ListAlertsResponse.newBuilder()
                .addAlerts(
                    Alert.newBuilder()
                        .setId(request.getGroupId())
                        .setGroupId(request.getGroupId())
                        .setTitle("Disk full on db1")
                        .setSeverity(Severity.SEVERITY_CRITICAL)
                        .setState(AlertState.ALERT_STATE_OPEN))
                .build());
  }

  private static <T> Uni<T> asked(String words, T answer) {
    if (DOWN.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return Uni.createFrom().failure(new Unavailable("alerting restarts", null));
    }
    ASKED.add(words);
    return Uni.createFrom().item(answer);
  }
}
