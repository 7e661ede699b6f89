package dev.tocsin.alerting.console;

import com.google.protobuf.Empty;
import dev.tocsin.alerting.action.AlertActions;
import dev.tocsin.alerting.action.Done;
import dev.tocsin.alerting.explain.Explainer;
import dev.tocsin.alerting.timeline.TimelineFeed;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.AcknowledgeGroupRequest;
import dev.tocsin.proto.alerting.v1.AddNoteRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertSummary;
import dev.tocsin.proto.alerting.v1.BatchAcknowledgeAlertsRequest;
import dev.tocsin.proto.alerting.v1.BatchChangeAlertsResponse;
import dev.tocsin.proto.alerting.v1.BatchResolveAlertsRequest;
import dev.tocsin.proto.alerting.v1.BatchSnoozeAlertsRequest;
import dev.tocsin.proto.alerting.v1.CreateAlertRequest;
import dev.tocsin.proto.alerting.v1.EscalateAlertRequest;
import dev.tocsin.proto.alerting.v1.ExplainAlertRequest;
import dev.tocsin.proto.alerting.v1.Explanation;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.GetAlertSummaryRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsResponse;
import dev.tocsin.proto.alerting.v1.ListRelatedAlertsRequest;
import dev.tocsin.proto.alerting.v1.ListRelatedAlertsResponse;
import dev.tocsin.proto.alerting.v1.ListTimelineRequest;
import dev.tocsin.proto.alerting.v1.ListTimelineResponse;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.OpenTicketRequest;
import dev.tocsin.proto.alerting.v1.OpenTicketResponse;
import dev.tocsin.proto.alerting.v1.ReassignAlertRequest;
import dev.tocsin.proto.alerting.v1.ReportFailedPageRequest;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import dev.tocsin.proto.alerting.v1.SnoozeAlertRequest;
import dev.tocsin.proto.alerting.v1.TimelineEntry;
import dev.tocsin.proto.alerting.v1.WatchTimelineRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The contract's {@code AlertService}. Field rules and roles are checked before a method is
 * entered.
 */
@GrpcService
@Singleton
public class AlertGrpc extends MutinyAlertServiceGrpc.AlertServiceImplBase {

  private static final int USUAL_ENTRIES = 200;
  private static final int USUAL_RELATED = 20;
  private static final UUID BEGINNING = new UUID(0, 0);

  private final AlertStore alerts;
  private final AlertActions actions;
  private final AlertTimeline timeline;
  private final Explainer explainer;
  private final TimelineFeed feed;
  private final TicketDesk tickets;
  private final HandDesk hands;
  private final AlertCounts counts;
  private final RelatedAlerts related;

  AlertGrpc(
      AlertStore alerts,
      AlertActions actions,
      AlertTimeline timeline,
      Explainer explainer,
      TimelineFeed feed,
      TicketDesk tickets,
      HandDesk hands,
      AlertCounts counts,
      RelatedAlerts related) {
    this.alerts = alerts;
    this.actions = actions;
    this.timeline = timeline;
    this.explainer = explainer;
    this.feed = feed;
    this.tickets = tickets;
    this.hands = hands;
    this.counts = counts;
    this.related = related;
  }

  @Override
  public Uni<ListAlertsResponse> listAlerts(ListAlertsRequest request) {
    UUID tenant = Caller.current().tenantId();
    return alerts
        .list(tenant, ListRequest.filter(request))
        .map(
            page ->
                ListAlertsResponse.newBuilder()
                    .addAllAlerts(page.alerts().stream().map(Wire::alert).toList())
                    .setNextPageToken(ListRequest.next(request, page))
                    .build());
  }

  @Override
  public Uni<Alert> getAlert(GetAlertRequest request) {
    return alerts.get(Caller.current().tenantId(), id(request.getId())).map(Wire::alert);
  }

  @Override
  public Uni<AlertSummary> getAlertSummary(GetAlertSummaryRequest request) {
    return counts.of(Caller.current().tenantId());
  }

  @Override
  public Uni<ListRelatedAlertsResponse> listRelatedAlerts(ListRelatedAlertsRequest request) {
    return related.of(
        Caller.current().tenantId(),
        id(request.getId()),
        PageToken.size(request.getPageSize(), USUAL_RELATED));
  }

  @Override
  public Uni<Alert> createAlert(CreateAlertRequest request) {
    Caller by = Caller.current().onBehalfOf(request.getOnBehalfOf());
    return hands
        .open(by, request)
        .chain(alert -> alerts.get(by.tenantId(), alert))
        .map(Wire::alert);
  }

  @Override
  public Uni<AlertChange> reassignAlert(ReassignAlertRequest request) {
    Caller caller = Caller.current();
    Caller by = caller.onBehalfOf(request.getOnBehalfOf());
    return change(caller, hands.reassign(by, id(request.getId()), request));
  }

  @Override
  public Uni<AlertChange> snoozeAlert(SnoozeAlertRequest request) {
    Caller caller = Caller.current();
    Caller by = caller.onBehalfOf(request.getOnBehalfOf());
    return change(caller, hands.snooze(by, id(request.getId()), request));
  }

  @Override
  public Uni<Empty> reportFailedPage(ReportFailedPageRequest request) {
    return hands.failed(Caller.current(), request).replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<AlertChange> acknowledgeAlert(AcknowledgeAlertRequest request) {
    Caller caller = Caller.current();
    Caller by = caller.onBehalfOf(request.getOnBehalfOf());
    return change(caller, actions.acknowledge(by, id(request.getId()), request.getNote()));
  }

  @Override
  public Uni<AlertChange> resolveAlert(ResolveAlertRequest request) {
    Caller caller = Caller.current();
    Caller by = caller.onBehalfOf(request.getOnBehalfOf());
    return change(caller, actions.resolve(by, id(request.getId()), request.getNote()));
  }

  @Override
  public Uni<AlertChange> acknowledgeGroup(AcknowledgeGroupRequest request) {
    Caller caller = Caller.current();
    Caller by = caller.onBehalfOf(request.getOnBehalfOf());
    return change(caller, actions.acknowledgeGroup(by, id(request.getId()), request.getNote()));
  }

  @Override
  public Uni<AlertChange> resolveGroup(ResolveGroupRequest request) {
    Caller caller = Caller.current();
    Caller by = caller.onBehalfOf(request.getOnBehalfOf());
    return change(caller, actions.resolveGroup(by, id(request.getId()), request.getNote()));
  }

  @Override
  public Uni<BatchChangeAlertsResponse> batchAcknowledgeAlerts(
      BatchAcknowledgeAlertsRequest request) {
    Caller by = Caller.current();
    return BatchChanges.each(
        request.getIdsList(), id -> actions.acknowledge(by, id, request.getNote()));
  }

  @Override
  public Uni<BatchChangeAlertsResponse> batchResolveAlerts(BatchResolveAlertsRequest request) {
    Caller by = Caller.current();
    return BatchChanges.each(
        request.getIdsList(), id -> actions.resolve(by, id, request.getNote()));
  }

  @Override
  public Uni<BatchChangeAlertsResponse> batchSnoozeAlerts(BatchSnoozeAlertsRequest request) {
    Caller by = Caller.current();
    return BatchChanges.each(request.getIdsList(), id -> hands.snooze(by, id, request));
  }

  @Override
  public Uni<AlertChange> escalateAlert(EscalateAlertRequest request) {
    Caller caller = Caller.current();
    Caller by = caller.onBehalfOf(request.getOnBehalfOf());
    return change(caller, actions.escalate(by, id(request.getId())));
  }

  @Override
  public Uni<TimelineEntry> addNote(AddNoteRequest request) {
    Caller caller = Caller.current();
    return actions.note(caller, id(request.getId()), request.getText()).map(Wire::entry);
  }

  @Override
  public Uni<OpenTicketResponse> openTicket(OpenTicketRequest request) {
    Caller caller = Caller.current();
    return tickets.open(
        caller, id(request.getId()), id(request.getProviderId()), request.getTitle());
  }

  @Override
  public Uni<ListTimelineResponse> listTimeline(ListTimelineRequest request) {
    UUID tenant = Caller.current().tenantId();
    int size = PageToken.size(request.getPageSize(), USUAL_ENTRIES);
    UUID after =
        PageToken.read("timeline", request.getPageToken(), 1)
            .map(key -> ListRequest.uuid("page_token", key.getFirst()))
            .orElse(BEGINNING);
    return timeline
        .page(tenant, id(request.getId()), after, size + 1)
        .map(
            found -> {
              var page = Page.cut(found, size, "timeline", entry -> List.of(entry.id()));
              return ListTimelineResponse.newBuilder()
                  .addAllEntries(page.rows(Wire::entry))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<Explanation> explainAlert(ExplainAlertRequest request) {
    UUID alert = id(request.getId());
    return explainer
        .explain(Caller.current().tenantId(), alert)
        .map(explained -> Wire.explanation(alert, explained));
  }

  @Override
  public Multi<TimelineEntry> watchTimeline(WatchTimelineRequest request) {
    UUID tenant = Caller.current().tenantId();
    Optional<UUID> after =
        request.getAfterId().isEmpty()
            ? Optional.empty()
            : Optional.of(ListRequest.uuid("after_id", request.getAfterId()));
    return feed.follow(tenant, after).map(Wire::entry);
  }

  private Uni<AlertChange> change(Caller caller, Uni<Done> action) {
    return action.chain(
        done ->
            alerts
                .get(caller.tenantId(), done.alert())
                .map(
                    alert ->
                        AlertChange.newBuilder()
                            .setAlert(Wire.alert(alert))
                            .setOutcome(Wire.outcome(done.outcome()))
                            .setReason(Wire.reason(done.reason()))
                            .build()));
  }

  private static UUID id(String text) {
    return ListRequest.uuid("id", text);
  }
}
