package dev.tocsin.alerting.integration;

import com.google.protobuf.Empty;
import dev.tocsin.alerting.source.InboundSources;
import dev.tocsin.alerting.source.mapping.Mapping;
import dev.tocsin.alerting.source.mapping.MappingLanguage;
import dev.tocsin.alerting.source.mapping.MappingText;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.CreateIntegrationRequest;
import dev.tocsin.proto.alerting.v1.CreateIntegrationResponse;
import dev.tocsin.proto.alerting.v1.DeleteIntegrationRequest;
import dev.tocsin.proto.alerting.v1.GetIntegrationRequest;
import dev.tocsin.proto.alerting.v1.Integration;
import dev.tocsin.proto.alerting.v1.ListIntegrationsRequest;
import dev.tocsin.proto.alerting.v1.ListIntegrationsResponse;
import dev.tocsin.proto.alerting.v1.MutinyIntegrationServiceGrpc;
import dev.tocsin.proto.alerting.v1.RequestRate;
import dev.tocsin.proto.alerting.v1.RotateIntegrationKeyRequest;
import dev.tocsin.proto.alerting.v1.RotateIntegrationKeyResponse;
import dev.tocsin.proto.alerting.v1.UpdateIntegrationRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Integrations as RPCs. */
@GrpcService
@Singleton
public class IntegrationGrpc extends MutinyIntegrationServiceGrpc.IntegrationServiceImplBase {

  private static final String LIST = "integrations";

  private final IntegrationStore store;
  private final MappingLanguage language;
  private final InboundSources sources;
  private final TocsinClock clock;

  IntegrationGrpc(
      IntegrationStore store, MappingLanguage language, InboundSources sources, TocsinClock clock) {
    this.store = store;
    this.language = language;
    this.sources = sources;
    this.clock = clock;
  }

  @Override
  public Uni<CreateIntegrationResponse> createIntegration(CreateIntegrationRequest request) {
    Caller caller = Caller.current();
    Integration asked = request.getIntegration();
    if (sources.find(asked.getSource()).isEmpty()) {
      throw Invalid.field(
          "integration.source",
          "'" + asked.getSource() + "' is not known; known: " + String.join(", ", sources.names()));
    }
    MappingText mapping = mapping(asked);
    if (!mapping.isEmpty() && !asked.getSource().equals("generic")) {
      throw Invalid.field(
          "integration.mapping",
          "is for the source 'generic'; '" + asked.getSource() + "' needs none");
    }
    String key = Ids.secret(IntegrationKeys.PREFIX);
    Instant now = clock.now();
    IntegrationRow row =
        new IntegrationRow(
            Ids.next(now),
            asked.getName(),
            asked.getSource(),
            asked.getDisabled(),
            "",
            mapping,
            rate(asked),
            now,
            now);
    return compiled(mapping)
        .chain(() -> store.create(caller, row, key))
        .map(
            made ->
                CreateIntegrationResponse.newBuilder()
                    .setIntegration(message(made))
                    .setKey(key)
                    .build());
  }

  @Override
  public Uni<Integration> getIntegration(GetIntegrationRequest request) {
    return store
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(IntegrationGrpc::message);
  }

  @Override
  public Uni<ListIntegrationsResponse> listIntegrations(ListIntegrationsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    String after = PageToken.read(LIST, request.getPageToken(), 1).map(List::getFirst).orElse("");
    return store
        .list(Caller.current().tenantId(), after, size + 1)
        .map(
            found -> {
              var page = Page.cut(found, size, LIST, row -> List.of(row.name()));
              return ListIntegrationsResponse.newBuilder()
                  .addAllIntegrations(page.rows(IntegrationGrpc::message))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<Integration> updateIntegration(UpdateIntegrationRequest request) {
    Caller caller = Caller.current();
    Integration asked = request.getIntegration();
    ChangedFields fields =
        ChangedFields.of(request.getUpdateMask(), "name", "disabled", "mapping", "rate");
    UUID id = id(asked.getId());
    @Nullable MappingText mapping = fields.contains("mapping") ? mapping(asked) : null;
    IntegrationStore.Changes changes =
        new IntegrationStore.Changes(
            fields.contains("name") ? asked.getName() : null,
            fields.contains("disabled") ? asked.getDisabled() : null,
            mapping,
            fields.contains("rate") ? rate(asked) : null);
    return compiled(mapping == null ? MappingText.NONE : mapping)
        .chain(() -> store.update(caller, id, changes, clock.now()))
        .map(IntegrationGrpc::message);
  }

  @Override
  public Uni<RotateIntegrationKeyResponse> rotateIntegrationKey(
      RotateIntegrationKeyRequest request) {
    String key = request.getKey().isEmpty() ? Ids.secret(IntegrationKeys.PREFIX) : request.getKey();
    return store
        .rotateKey(Caller.current(), UUID.fromString(request.getId()), key, clock.now())
        .map(
            made ->
                RotateIntegrationKeyResponse.newBuilder()
                    .setIntegration(message(made))
                    .setKey(key)
                    .build());
  }

  @Override
  public Uni<Empty> deleteIntegration(DeleteIntegrationRequest request) {
    return store
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private Uni<Mapping> compiled(MappingText mapping) {
    return Uni.createFrom()
        .item(() -> language.compile("integration.mapping", mapping))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private static MappingText mapping(Integration asked) {
    return asked.hasMapping() ? Mappings.text(asked.getMapping()) : MappingText.NONE;
  }

  private static Optional<Rate> rate(Integration asked) {
    return asked.hasRate()
        ? Optional.of(new Rate(asked.getRate().getPerSecond(), asked.getRate().getBurst()))
        : Optional.empty();
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field("integration.id", "'" + text + "' is not an integration id");
    }
  }

  private static Integration message(IntegrationRow row) {
    Integration.Builder integration = Integration.newBuilder();
    if (!row.mapping().isEmpty()) {
      integration.setMapping(Mappings.message(row.mapping()));
    }
    row.rate()
        .ifPresent(
            rate ->
                integration.setRate(
                    RequestRate.newBuilder()
                        .setPerSecond(rate.perSecond())
                        .setBurst(rate.burst())));
    return integration
        .setId(row.id().toString())
        .setName(row.name())
        .setSource(row.source())
        .setDisabled(row.disabled())
        .setWebhookPath("/api/v1/webhooks/" + row.source())
        .setMaskedKey(row.maskedKey())
        .setCreateTime(ProtoTime.of(row.createdAt()))
        .setUpdateTime(ProtoTime.of(row.updatedAt()))
        .build();
  }
}
