package dev.tocsin.notification.template;

import com.google.protobuf.Empty;
import dev.tocsin.notification.Codes;
import dev.tocsin.notification.StructValues;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.Rendered;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.DeleteTemplateRequest;
import dev.tocsin.proto.notification.v1.GetTemplateRequest;
import dev.tocsin.proto.notification.v1.ListTemplatesRequest;
import dev.tocsin.proto.notification.v1.ListTemplatesResponse;
import dev.tocsin.proto.notification.v1.MutinyTemplateServiceGrpc;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.notification.v1.RenderPreviewResponse;
import dev.tocsin.proto.notification.v1.RenderedMessage;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.notification.v1.TemplateProblem;
import dev.tocsin.proto.notification.v1.UpdateTemplateRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Templates and their preview as RPCs. */
@GrpcService
@Singleton
public class TemplateGrpc extends MutinyTemplateServiceGrpc.TemplateServiceImplBase {

  private static final String LIST = "templates";

  private final Templates templates;
  private final Preview preview;
  private final Channels channels;

  TemplateGrpc(Templates templates, Preview preview, Channels channels) {
    this.templates = templates;
    this.preview = preview;
    this.channels = channels;
  }

  @Override
  public Uni<Template> createTemplate(CreateTemplateRequest request) {
    return templates
        .create(Caller.current(), draft(request.getTemplate()))
        .map(TemplateGrpc::message);
  }

  @Override
  public Uni<Template> getTemplate(GetTemplateRequest request) {
    return templates
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(TemplateGrpc::message);
  }

  @Override
  public Uni<ListTemplatesResponse> listTemplates(ListTemplatesRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<TemplateStore.Place> after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(key -> new TemplateStore.Place(key.get(0), UUID.fromString(key.get(1))));
    return templates
        .list(Caller.current().tenantId(), after, size + 1)
        .map(found -> page(found, size));
  }

  @Override
  public Uni<Template> updateTemplate(UpdateTemplateRequest request) {
    Caller caller = Caller.current();
    ChangedFields fields = ChangedFields.of(request.getUpdateMask(), "name", "parts", "default");
    UUID id = Codes.id("template.id", request.getTemplate().getId());
    return templates
        .update(caller, id, draft(request.getTemplate()), fields)
        .map(TemplateGrpc::message);
  }

  @Override
  public Uni<Empty> deleteTemplate(DeleteTemplateRequest request) {
    return templates
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<RenderPreviewResponse> renderPreview(RenderPreviewRequest request) {
    UUID tenant = Caller.current().tenantId();
    String kind = Codes.kind(request.getChannelKind());
    if (kind.isEmpty() && request.getPartsCount() > 0) {
      throw Invalid.field("channel_kind", "Say for which kind of channel these parts are");
    }
    return Multi.createFrom()
        .iterable(kind.isEmpty() ? channels.all() : List.of(channels.get(kind)))
        .onItem()
        .transformToUniAndConcatenate(channel -> render(tenant, channel, request))
        .collect()
        .asList()
        .map(messages -> RenderPreviewResponse.newBuilder().addAllMessages(messages).build());
  }

  private Uni<RenderedMessage> render(UUID tenant, Channel channel, RenderPreviewRequest request) {
    return preview
        .render(
            tenant,
            channel,
            Codes.event(request.getEventKind()),
            request.getTemplateId(),
            request.getPartsMap(),
            StructValues.of(request.getRenderContext()))
        .map(rendered -> message(channel.kind(), rendered));
  }

  private static RenderedMessage message(String kind, Rendered rendered) {
    RenderedMessage.Builder message =
        RenderedMessage.newBuilder().setChannelKind(Codes.kind(kind)).putAllParts(rendered.parts());
    rendered.faults().stream().map(TemplateGrpc::problem).forEach(message::addProblems);
    return message.build();
  }

  private static TemplateProblem problem(Fault fault) {
    return TemplateProblem.newBuilder()
        .setPart(fault.part())
        .setLine(fault.line())
        .setColumn(fault.column())
        .setMessage(fault.message())
        .setError(fault.error())
        .build();
  }

  private static Templates.Draft draft(Template template) {
    return new Templates.Draft(
        template.getName(),
        Codes.kind(template.getChannelKind()),
        Codes.event(template.getEventKind()),
        template.getPartsMap(),
        template.getDefault());
  }

  private static ListTemplatesResponse page(List<TemplateRecord> found, int size) {
    ListTemplatesResponse.Builder response = ListTemplatesResponse.newBuilder();
    found.stream().limit(size).map(TemplateGrpc::message).forEach(response::addTemplates);
    if (found.size() > size) {
      TemplateRecord last = found.get(size - 1);
      response.setNextPageToken(PageToken.after(LIST, last.name, last.id.toString()));
    }
    return response.build();
  }

  private static Template message(TemplateRecord template) {
    return Template.newBuilder()
        .setId(template.id.toString())
        .setName(template.name)
        .setChannelKind(Codes.kind(template.channelKind))
        .setEventKind(Codes.event(dev.tocsin.notification.render.EventKind.of(template.eventKind)))
        .putAllParts(TemplateStore.parts(template.parts))
        .setDefault(template.isDefault)
        .setVersion(template.version)
        .setCreateTime(ProtoTime.of(template.createdAt))
        .setUpdateTime(ProtoTime.of(template.updatedAt))
        .build();
  }
}
