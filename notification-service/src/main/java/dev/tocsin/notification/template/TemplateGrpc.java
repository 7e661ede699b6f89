package dev.tocsin.notification.template;

import com.google.protobuf.Empty;
import dev.tocsin.notification.Codes;
import dev.tocsin.notification.StructValues;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.DeleteTemplateRequest;
import dev.tocsin.proto.notification.v1.DiffTemplateVersionsRequest;
import dev.tocsin.proto.notification.v1.DiffTemplateVersionsResponse;
import dev.tocsin.proto.notification.v1.GetSampleContextRequest;
import dev.tocsin.proto.notification.v1.GetSampleContextResponse;
import dev.tocsin.proto.notification.v1.GetTemplateRequest;
import dev.tocsin.proto.notification.v1.ListTemplateVersionsRequest;
import dev.tocsin.proto.notification.v1.ListTemplateVersionsResponse;
import dev.tocsin.proto.notification.v1.ListTemplatesRequest;
import dev.tocsin.proto.notification.v1.ListTemplatesResponse;
import dev.tocsin.proto.notification.v1.MutinyTemplateServiceGrpc;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.notification.v1.RenderPreviewResponse;
import dev.tocsin.proto.notification.v1.RestoreTemplateRequest;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.notification.v1.UpdateTemplateRequest;
import dev.tocsin.proto.notification.v1.ValidateTemplateRequest;
import dev.tocsin.proto.notification.v1.ValidateTemplateResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Templates and their preview as RPCs. */
@GrpcService
@Singleton
public class TemplateGrpc extends MutinyTemplateServiceGrpc.TemplateServiceImplBase {

  private final Templates templates;
  private final TemplateHistory history;
  private final Preview preview;
  private final Channels channels;

  TemplateGrpc(Templates templates, TemplateHistory history, Preview preview, Channels channels) {
    this.templates = templates;
    this.history = history;
    this.preview = preview;
    this.channels = channels;
  }

  @Override
  public Uni<Template> createTemplate(CreateTemplateRequest request) {
    return templates
        .create(Caller.current(), TemplateMessages.draft(request.getTemplate()))
        .chain(this::withWarnings);
  }

  @Override
  public Uni<Template> getTemplate(GetTemplateRequest request) {
    return templates
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(TemplateMessages::message);
  }

  @Override
  public Uni<ListTemplatesResponse> listTemplates(ListTemplatesRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<TemplateStore.Place> after =
        PageToken.read(TemplateMessages.LIST, request.getPageToken(), 2)
            .map(key -> new TemplateStore.Place(key.get(0), UUID.fromString(key.get(1))));
    String event =
        request.getEventKindValue() == 0 ? "" : Codes.event(request.getEventKind()).code();
    TemplateStore.Filter filter =
        new TemplateStore.Filter(
            request.getName(), Codes.kind(request.getChannelKind()), event, request.getLocale());
    return templates
        .list(Caller.current().tenantId(), filter, after, size + 1)
        .map(found -> TemplateMessages.page(found, size));
  }

  @Override
  public Uni<Template> updateTemplate(UpdateTemplateRequest request) {
    Caller caller = Caller.current();
    ChangedFields fields = ChangedFields.of(request.getUpdateMask(), "name", "parts", "default");
    UUID id = Codes.id("template.id", request.getTemplate().getId());
    return templates
        .update(caller, id, TemplateMessages.draft(request.getTemplate()), fields)
        .chain(this::withWarnings);
  }

  @Override
  public Uni<Template> restoreTemplate(RestoreTemplateRequest request) {
    return templates
        .restore(Caller.current(), UUID.fromString(request.getId()), request.getVersion())
        .chain(this::withWarnings);
  }

  @Override
  public Uni<ListTemplateVersionsResponse> listTemplateVersions(
      ListTemplateVersionsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    int below =
        PageToken.read(TemplateMessages.VERSIONS, request.getPageToken(), 1)
            .map(key -> Integer.valueOf(key.get(0)))
            .orElse(Integer.MAX_VALUE);
    return history
        .list(Caller.current().tenantId(), UUID.fromString(request.getId()), below, size + 1)
        .map(found -> TemplateMessages.versions(found, size));
  }

  @Override
  public Uni<DiffTemplateVersionsResponse> diffTemplateVersions(
      DiffTemplateVersionsRequest request) {
    UUID id = UUID.fromString(request.getId());
    return history
        .diff(Caller.current().tenantId(), id, request.getFrom(), request.getTo())
        .map(TemplateMessages::difference);
  }

  @Override
  public Uni<Empty> deleteTemplate(DeleteTemplateRequest request) {
    return templates
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<ValidateTemplateResponse> validateTemplate(ValidateTemplateRequest request) {
    Channel channel = channels.get(Codes.kind(request.getChannelKind()));
    List<EventKind> events =
        request.getEventKindValue() == 0
            ? EventKind.OF_ALERTS
            : List.of(Codes.event(request.getEventKind()));
    return preview
        .trial(channel, events, request.getPartsMap())
        .map(
            faults ->
                ValidateTemplateResponse.newBuilder()
                    .setValid(faults.stream().noneMatch(Fault::error))
                    .addAllProblems(faults.stream().map(TemplateMessages::problem).toList())
                    .build());
  }

  @Override
  public Uni<GetSampleContextResponse> getSampleContext(GetSampleContextRequest request) {
    return preview
        .context(
            Caller.current(),
            Codes.event(request.getEventKind()),
            java.util.Map.of(),
            request.getAlertId())
        .map(
            context ->
                GetSampleContextResponse.newBuilder()
                    .setRenderContext(StructValues.struct(context))
                    .build());
  }

  @Override
  public Uni<RenderPreviewResponse> renderPreview(RenderPreviewRequest request) {
    String kind = Codes.kind(request.getChannelKind());
    boolean given = request.getPartsCount() > 0;
    if (kind.isEmpty() && given) {
      throw Invalid.field("channel_kind", "Say for which kind of channel these parts are");
    }
    Collection<Channel> wanted = kind.isEmpty() ? channels.all() : List.of(channels.get(kind));
    return preview
        .render(
            Caller.current(),
            wanted,
            new Preview.Wanted(
                Codes.event(request.getEventKind()),
                request.getTemplateId(),
                request.getLocale(),
                request.getPartsMap(),
                StructValues.of(request.getRenderContext()),
                request.getAlertId()))
        .map(
            shown ->
                RenderPreviewResponse.newBuilder()
                    .addAllMessages(
                        shown.stream().map(each -> TemplateMessages.message(each, given)).toList())
                    .build());
  }

  private Uni<Template> withWarnings(TemplateRecord stored) {
    Template template = TemplateMessages.message(stored);
    return preview
        .trial(
            channels.get(stored.channelKind),
            List.of(EventKind.of(stored.eventKind)),
            template.getPartsMap())
        .map(
            faults ->
                template.toBuilder()
                    .addAllWarnings(faults.stream().map(TemplateMessages::problem).toList())
                    .build());
  }
}
