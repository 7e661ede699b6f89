package dev.tocsin.alerting.silence;

import dev.tocsin.alerting.console.OpenAlerts;
import dev.tocsin.alerting.muting.Matcher;
import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.alerting.v1.CreateSilenceRequest;
import dev.tocsin.proto.alerting.v1.ExpireSilenceRequest;
import dev.tocsin.proto.alerting.v1.GetSilenceRequest;
import dev.tocsin.proto.alerting.v1.ListSilencesRequest;
import dev.tocsin.proto.alerting.v1.ListSilencesResponse;
import dev.tocsin.proto.alerting.v1.MutinySilenceServiceGrpc;
import dev.tocsin.proto.alerting.v1.PreviewSilenceRequest;
import dev.tocsin.proto.alerting.v1.PreviewSilenceResponse;
import dev.tocsin.proto.alerting.v1.Silence;
import dev.tocsin.proto.alerting.v1.UpdateSilenceRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The contract's {@code SilenceService}. */
@GrpcService
@Singleton
public class SilenceGrpc extends MutinySilenceServiceGrpc.SilenceServiceImplBase {

  private static final String LIST = "silences";
  private static final int USUAL_SIZE = 50;
  private static final int USUAL_PREVIEW = 20;

  private final SilenceStore store;
  private final OpenAlerts alerts;
  private final SilenceConfig limits;
  private final TocsinClock clock;

  SilenceGrpc(SilenceStore store, OpenAlerts alerts, SilenceConfig limits, TocsinClock clock) {
    this.store = store;
    this.alerts = alerts;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public Uni<Silence> createSilence(CreateSilenceRequest request) {
    Caller caller = Caller.current();
    Instant now = now();
    ChangedFields all = new ChangedFields(Set.of(SilencePlan.CHANGEABLE));
    var silence =
        SilencePlan.of(request.getSilence(), all, limits)
            .begin(Ids.next(now), Actor.of(caller.actor()), limits, now);
    return store.create(caller, silence).map(created -> SilenceMessages.message(created, now));
  }

  @Override
  public Uni<Silence> getSilence(GetSilenceRequest request) {
    return store
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(silence -> SilenceMessages.message(silence, now()));
  }

  @Override
  public Uni<ListSilencesResponse> listSilences(ListSilencesRequest request) {
    UUID tenant = Caller.current().tenantId();
    Instant now = now();
    int size = PageToken.size(request.getPageSize(), USUAL_SIZE);
    Optional<UUID> after =
        PageToken.read(LIST, request.getPageToken(), 1).map(key -> UUID.fromString(key.getFirst()));
    return store
        .list(tenant, states(request), after, size + 1, now)
        .map(
            found -> {
              var page = Page.cut(found, size, LIST, row -> List.of(row.id()));
              return ListSilencesResponse.newBuilder()
                  .addAllSilences(page.rows(silence -> SilenceMessages.message(silence, now)))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<Silence> updateSilence(UpdateSilenceRequest request) {
    Caller caller = Caller.current();
    Instant now = now();
    ChangedFields fields = ChangedFields.of(request.getUpdateMask(), SilencePlan.CHANGEABLE);
    SilencePlan plan = SilencePlan.of(request.getSilence(), fields, limits);
    return store
        .update(
            caller,
            "update",
            id("silence.id", request.getSilence().getId()),
            before -> plan.change(before, fields, limits, now),
            now)
        .map(silence -> SilenceMessages.message(silence, now));
  }

  @Override
  public Uni<Silence> expireSilence(ExpireSilenceRequest request) {
    Caller caller = Caller.current();
    Instant now = now();
    return store
        .update(
            caller,
            "expire",
            UUID.fromString(request.getId()),
            before ->
                before.endsAt().isAfter(now)
                    ? before.expire(Actor.of(caller.actor()), now)
                    : before,
            now)
        .map(silence -> SilenceMessages.message(silence, now));
  }

  @Override
  public Uni<PreviewSilenceResponse> previewSilence(PreviewSilenceRequest request) {
    UUID tenant = Caller.current().tenantId();
    List<Matcher> matchers =
        SilenceMessages.matchers("matchers", request.getMatchersList(), limits);
    return alerts
        .matching(tenant, matchers, PageToken.size(request.getPageSize(), USUAL_PREVIEW))
        .map(
            found ->
                PreviewSilenceResponse.newBuilder()
                    .setMatchCount(found.count())
                    .addAllAlerts(found.alerts())
                    .build());
  }

  private static Set<dev.tocsin.alerting.muting.Silence.State> states(ListSilencesRequest request) {
    var states = EnumSet.noneOf(dev.tocsin.alerting.muting.Silence.State.class);
    request
        .getStateList()
        .forEach(
            state -> {
              switch (state) {
                case SILENCE_STATE_ACTIVE ->
                    states.add(dev.tocsin.alerting.muting.Silence.State.ACTIVE);
                case SILENCE_STATE_PENDING ->
                    states.add(dev.tocsin.alerting.muting.Silence.State.PENDING);
                case SILENCE_STATE_EXPIRED ->
                    states.add(dev.tocsin.alerting.muting.Silence.State.EXPIRED);
                case SILENCE_STATE_UNSPECIFIED, UNRECOGNIZED -> {}
              }
            });
    return states;
  }

  private static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "'" + text + "' is not a silence id");
    }
  }

  /** As PostgreSQL keeps it, so that a time read back equals the one written. */
  private Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MICROS);
  }
}
