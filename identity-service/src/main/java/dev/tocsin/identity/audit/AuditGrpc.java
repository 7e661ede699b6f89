package dev.tocsin.identity.audit;

import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.AuditEvent;
import dev.tocsin.proto.identity.v1.ListAuditEventsRequest;
import dev.tocsin.proto.identity.v1.ListAuditEventsResponse;
import dev.tocsin.proto.identity.v1.MutinyAuditServiceGrpc;
import dev.tocsin.proto.identity.v1.RecordAuditEventsRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The audit log as RPCs. */
@GrpcService
@Singleton
public class AuditGrpc extends MutinyAuditServiceGrpc.AuditServiceImplBase {

  private static final String LIST = "audit-log";

  private final AuditStore store;

  AuditGrpc(AuditStore store) {
    this.store = store;
  }

  @Override
  public Uni<ListAuditEventsResponse> listAuditEvents(ListAuditEventsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    return store
        .list(Caller.current().tenantId(), filter(request), size + 1)
        .map(entries -> page(entries, size));
  }

  @Override
  public Uni<Empty> recordAuditEvents(RecordAuditEventsRequest request) {
    Caller caller = Caller.current();
    List<AuditEntry> entries = new ArrayList<>();
    for (AuditEvent event : request.getEventsList()) {
      entries.add(read(event, entries.size()));
    }
    return store.add(caller.tenantId(), entries).replaceWith(Empty.getDefaultInstance());
  }

  private static AuditFilter filter(ListAuditEventsRequest request) {
    return new AuditFilter(
        request.getActor(),
        request.getAction(),
        request.getResource(),
        request.hasStartTime()
            ? Optional.of(ProtoTime.instant("start_time", request.getStartTime()))
            : Optional.empty(),
        request.hasEndTime()
            ? Optional.of(ProtoTime.instant("end_time", request.getEndTime()))
            : Optional.empty(),
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(
                key ->
                    new AuditFilter.Place(Instant.parse(key.get(0)), UUID.fromString(key.get(1)))));
  }

  private static ListAuditEventsResponse page(List<AuditEntry> entries, int size) {
    var page = Page.cut(entries, size, LIST, entry -> List.of(entry.time(), entry.id()));
    return ListAuditEventsResponse.newBuilder()
        .addAllEvents(page.rows(AuditGrpc::write))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static AuditEntry read(AuditEvent event, int position) {
    try {
      return new AuditEntry(
          UUID.fromString(event.getId()),
          ProtoTime.instant("events[" + position + "].time", event.getTime()),
          event.getActor(),
          event.getAction(),
          event.getResource(),
          new JsonObject(JsonFormat.printer().print(event.getDetail())),
          event.getRequestId());
    } catch (IllegalArgumentException e) {
      throw Invalid.field("events[" + position + "].id", "must be a UUID set by the caller");
    } catch (InvalidProtocolBufferException e) {
      throw Invalid.field("events[" + position + "].detail", "cannot be written as JSON");
    }
  }

  private static AuditEvent write(AuditEntry entry) {
    return AuditEvent.newBuilder()
        .setId(entry.id().toString())
        .setTime(ProtoTime.of(entry.time()))
        .setActor(entry.actor())
        .setAction(entry.action())
        .setResource(entry.resource())
        .setDetail(detail(entry.detail()))
        .setRequestId(entry.requestId())
        .build();
  }

  private static Struct detail(JsonObject json) {
    Struct.Builder detail = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(json.encode(), detail);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored audit detail is not an object", e);
    }
    return detail.build();
  }
}
