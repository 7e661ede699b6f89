package dev.tocsin.alerting.handoff;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.proto.alerting.v1.CreateDrillRequest;
import dev.tocsin.proto.alerting.v1.CreateHandoffNoteRequest;
import dev.tocsin.proto.alerting.v1.Drill;
import dev.tocsin.proto.alerting.v1.GetDrillRequest;
import dev.tocsin.proto.alerting.v1.GetHandoffSettingsRequest;
import dev.tocsin.proto.alerting.v1.HandoffNote;
import dev.tocsin.proto.alerting.v1.HandoffSettings;
import dev.tocsin.proto.alerting.v1.ListDrillsRequest;
import dev.tocsin.proto.alerting.v1.ListDrillsResponse;
import dev.tocsin.proto.alerting.v1.ListHandoffNotesRequest;
import dev.tocsin.proto.alerting.v1.ListHandoffNotesResponse;
import dev.tocsin.proto.alerting.v1.MutinyHandoffServiceGrpc;
import dev.tocsin.proto.alerting.v1.UpdateHandoffSettingsRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The contract's {@code HandoffService}. */
@GrpcService
@Singleton
public class HandoffGrpc extends MutinyHandoffServiceGrpc.HandoffServiceImplBase {

  private static final String NOTES = "handoff-notes";
  private static final String DRILLS = "drills";
  private static final int USUAL_SIZE = 20;

  private final HandoffDesk desk;

  HandoffGrpc(HandoffDesk desk) {
    this.desk = desk;
  }

  @Override
  public Uni<HandoffSettings> getHandoffSettings(GetHandoffSettingsRequest request) {
    return desk.rules(Caller.current(), UUID.fromString(request.getScheduleId()))
        .map(HandoffMessages::message);
  }

  @Override
  public Uni<HandoffSettings> updateHandoffSettings(UpdateHandoffSettingsRequest request) {
    ChangedFields fields = ChangedFields.of(request.getUpdateMask(), HandoffMessages.FIELDS);
    UUID schedule =
        HandoffMessages.id("settings.schedule_id", request.getSettings().getScheduleId());
    return desk.change(Caller.current(), schedule, request.getSettings(), fields)
        .map(HandoffMessages::message);
  }

  @Override
  public Uni<HandoffNote> createHandoffNote(CreateHandoffNoteRequest request) {
    UUID schedule = HandoffMessages.id("note.schedule_id", request.getNote().getScheduleId());
    String text = HandoffMessages.noteText(request.getNote().getText());
    return desk.write(Caller.current(), schedule, text).map(HandoffMessages::message);
  }

  @Override
  public Uni<ListHandoffNotesResponse> listHandoffNotes(ListHandoffNotesRequest request) {
    UUID tenant = Caller.current().tenantId();
    int size = PageToken.size(request.getPageSize(), USUAL_SIZE);
    Optional<UUID> after =
        PageToken.read(NOTES, request.getPageToken(), 1)
            .map(key -> UUID.fromString(key.getFirst()));
    return desk.notes(tenant, UUID.fromString(request.getScheduleId()), after, size + 1)
        .map(
            found -> {
              var page = Page.cut(found, size, NOTES, note -> List.of(note.id()));
              return ListHandoffNotesResponse.newBuilder()
                  .addAllNotes(page.rows(HandoffMessages::message))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<Drill> createDrill(CreateDrillRequest request) {
    return desk.drill(Caller.current()).map(HandoffMessages::message);
  }

  @Override
  public Uni<Drill> getDrill(GetDrillRequest request) {
    return desk.drill(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(HandoffMessages::message);
  }

  @Override
  public Uni<ListDrillsResponse> listDrills(ListDrillsRequest request) {
    Caller caller = Caller.current();
    int size = PageToken.size(request.getPageSize(), USUAL_SIZE);
    Optional<DrillRows.After> after =
        PageToken.read(DRILLS, request.getPageToken(), 2)
            .map(
                key -> new DrillRows.After(Instant.parse(key.get(0)), UUID.fromString(key.get(1))));
    return desk.drills(
            caller.tenantId(),
            id("schedule_id", request.getScheduleId()),
            id("user_id", request.getUserId().equals("me") ? caller.id() : request.getUserId()),
            after,
            size + 1)
        .map(
            found -> {
              var page =
                  Page.cut(found, size, DRILLS, drill -> List.of(drill.createdAt(), drill.id()));
              return ListDrillsResponse.newBuilder()
                  .addAllDrills(page.rows(HandoffMessages::message))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  private static Optional<UUID> id(String field, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(HandoffMessages.id(field, text));
  }
}
