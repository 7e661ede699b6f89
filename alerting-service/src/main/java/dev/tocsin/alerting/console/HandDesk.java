package dev.tocsin.alerting.console;

import com.google.protobuf.CodedOutputStream;
import dev.tocsin.alerting.action.Done;
import dev.tocsin.alerting.action.FailedPages;
import dev.tocsin.alerting.action.Handover;
import dev.tocsin.alerting.action.Snoozes;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.ingest.Opener;
import dev.tocsin.alerting.policy.Assignment;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.BatchSnoozeAlertsRequest;
import dev.tocsin.proto.alerting.v1.CreateAlertRequest;
import dev.tocsin.proto.alerting.v1.ReassignAlertRequest;
import dev.tocsin.proto.alerting.v1.ReportFailedPageRequest;
import dev.tocsin.proto.alerting.v1.SnoozeAlertRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** What people do by hand beyond answering, from the words of the contract. */
@Singleton
class HandDesk {

  private final Opener opener;
  private final Handover handover;
  private final Snoozes snoozes;
  private final FailedPages failedPages;
  private final TocsinClock clock;

  HandDesk(
      Opener opener,
      Handover handover,
      Snoozes snoozes,
      FailedPages failedPages,
      TocsinClock clock) {
    this.opener = opener;
    this.handover = handover;
    this.snoozes = snoozes;
    this.failedPages = failedPages;
    this.clock = clock;
  }

  /** Opens an alert; answers with its id. */
  Uni<UUID> open(Caller by, CreateAlertRequest request) {
    if (request.getTitle().isBlank()) {
      throw Invalid.field("title", "says nothing");
    }
    return opener.open(
        by,
        new Opener.Wanted(
            request.getTitle(),
            request.getSeverityValue() == 0
                ? Severity.WARNING
                : Severity.of(request.getSeverityValue()),
            request.getLabelsMap(),
            request.getAnnotationsMap(),
            request.getDedupKey(),
            request.getSourceUrl(),
            Assignment.of(request.getTargetsList(), request.getPolicyId(), clock.now()),
            request.getIdempotencyKey(),
            content(request)));
  }

  /** Hands a group to others. */
  Uni<Done> reassign(Caller by, UUID alert, ReassignAlertRequest request) {
    Assignment to =
        Assignment.of(request.getTargetsList(), request.getPolicyId(), clock.now())
            .orElseThrow(() -> Invalid.field("targets", "name these, or a policy_id"));
    return handover.reassign(by, alert, to, request.getNote());
  }

  /** Puts a group off. */
  Uni<Done> snooze(Caller by, UUID alert, SnoozeAlertRequest request) {
    return request.hasEndTime()
        ? snoozes.snooze(
            by, alert, ProtoTime.instant("end_time", request.getEndTime()), request.getNote())
        : snoozes.snooze(by, alert, ProtoTime.duration(request.getDuration()), request.getNote());
  }

  /** Puts the group of one of many alerts off. */
  Uni<Done> snooze(Caller by, UUID alert, BatchSnoozeAlertsRequest request) {
    SnoozeAlertRequest.Builder one = SnoozeAlertRequest.newBuilder().setNote(request.getNote());
    return snooze(
        by,
        alert,
        request.hasEndTime()
            ? one.setEndTime(request.getEndTime()).build()
            : one.setDuration(request.getDuration()).build());
  }

  /** Tells of a page that was given up. */
  Uni<Void> failed(Caller by, ReportFailedPageRequest request) {
    return failedPages.tell(
        by.tenantId(),
        new FailedPages.Failed(
            UUID.fromString(request.getAlertGroupId()),
            UUID.fromString(request.getDeliveryId()),
            request.getChannelKind(),
            request.getUserId(),
            request.getMaskedAddress(),
            request.getDetail()));
  }

  /** The same bytes for the same request, whatever the order of its labels. */
  private static byte[] content(CreateAlertRequest request) {
    var bytes = new ByteArrayOutputStream(request.getSerializedSize());
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      request.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
