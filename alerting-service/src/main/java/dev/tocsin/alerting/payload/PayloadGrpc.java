package dev.tocsin.alerting.payload;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.GetPayloadRequest;
import dev.tocsin.proto.alerting.v1.ListPayloadsRequest;
import dev.tocsin.proto.alerting.v1.ListPayloadsResponse;
import dev.tocsin.proto.alerting.v1.MutinyPayloadServiceGrpc;
import dev.tocsin.proto.alerting.v1.ReceivedPayload;
import dev.tocsin.proto.alerting.v1.ReplayPayloadRequest;
import dev.tocsin.proto.alerting.v1.ReplayPayloadResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Payloads as RPCs. */
@GrpcService
@Singleton
public class PayloadGrpc extends MutinyPayloadServiceGrpc.PayloadServiceImplBase {

  private static final String LIST = "payloads";
  private static final UUID LAST = new UUID(-1, -1);
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private final PayloadStore store;
  private final Replayer replayer;

  PayloadGrpc(PayloadStore store, Replayer replayer) {
    this.store = store;
    this.replayer = replayer;
  }

  @Override
  public Uni<ListPayloadsResponse> listPayloads(ListPayloadsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    UUID before =
        PageToken.read(LIST, request.getPageToken(), 1)
            .map(List::getFirst)
            .map(UUID::fromString)
            .orElse(LAST);
    return store
        .list(
            Caller.current().tenantId(),
            UUID.fromString(request.getIntegrationId()),
            request.getRefusedOnly(),
            request.getAlertId().isEmpty()
                ? Optional.empty()
                : Optional.of(UUID.fromString(request.getAlertId())),
            before,
            size + 1)
        .map(
            found -> {
              var page = Page.cut(found, size, LIST, row -> List.of(row.id()));
              return ListPayloadsResponse.newBuilder()
                  .addAllPayloads(page.rows(PayloadGrpc::message))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<ReceivedPayload> getPayload(GetPayloadRequest request) {
    return store
        .get(
            Caller.current().tenantId(),
            UUID.fromString(request.getIntegrationId()),
            UUID.fromString(request.getId()))
        .map(PayloadGrpc::message);
  }

  @Override
  public Uni<ReplayPayloadResponse> replayPayload(ReplayPayloadRequest request) {
    UUID tenant = Caller.current().tenantId();
    UUID integration = UUID.fromString(request.getIntegrationId());
    return store
        .get(tenant, integration, UUID.fromString(request.getId()))
        .flatMap(
            kept -> {
              if (!kept.complete()) {
                throw new Precondition(
                    "only the first "
                        + kept.body().length
                        + " of the payload's "
                        + kept.size()
                        + " bytes were kept: have the tool send it again");
              }
              return replayer.replay(tenant, integration, kept.body());
            })
        .map(PayloadGrpc::answer);
  }

  private static ReplayPayloadResponse answer(String json) {
    ReplayPayloadResponse.Builder answer = ReplayPayloadResponse.newBuilder();
    try {
      PARSER.merge(json, answer);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the answer of ingest does not fit the contract", e);
    }
    return answer.build();
  }

  private static ReceivedPayload message(Received row) {
    return ReceivedPayload.newBuilder()
        .setId(row.id().toString())
        .setIntegrationId(row.integration().toString())
        .setReceiveTime(ProtoTime.of(row.at()))
        .setSource(row.source())
        .setAccepted(row.status() < 300)
        .setStatus(row.status())
        .setReason(row.reason())
        .setSize(row.size())
        .setComplete(row.complete())
        .addAllAlertIds(row.alerts().stream().map(UUID::toString).toList())
        .setContent(new String(row.body(), StandardCharsets.UTF_8))
        .build();
  }
}
