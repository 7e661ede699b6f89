package dev.tocsin.notification.template;

import dev.tocsin.notification.Codes;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.notification.v1.DiffTemplateVersionsResponse;
import dev.tocsin.proto.notification.v1.ListTemplateVersionsResponse;
import dev.tocsin.proto.notification.v1.ListTemplatesResponse;
import dev.tocsin.proto.notification.v1.PartDiff;
import dev.tocsin.proto.notification.v1.RenderedMessage;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.notification.v1.TemplateProblem;
import dev.tocsin.proto.notification.v1.TemplateVersion;
import dev.tocsin.proto.notification.v1.TextMessageSize;
import java.util.List;

/** Templates in the words of the contract. */
final class TemplateMessages {

  static final String LIST = "templates";
  static final String VERSIONS = "template versions";

  private TemplateMessages() {}

  static Templates.Draft draft(Template template) {
    if (Codes.event(template.getEventKind()) == EventKind.CONTACT_CODE) {
      throw Invalid.field(
          "template.event_kind", "contact codes are always sent as built in: choose another event");
    }
    return new Templates.Draft(
        template.getName(),
        Codes.kind(template.getChannelKind()),
        Codes.event(template.getEventKind()),
        template.getLocale(),
        template.getPartsMap(),
        template.getDefault());
  }

  static Template message(TemplateRecord template) {
    return Template.newBuilder()
        .setId(template.id.toString())
        .setName(template.name)
        .setChannelKind(Codes.kind(template.channelKind))
        .setEventKind(Codes.event(EventKind.of(template.eventKind)))
        .setLocale(template.locale)
        .putAllParts(TemplateStore.parts(template.parts))
        .setDefault(template.isDefault)
        .setVersion(template.version)
        .setCreateTime(ProtoTime.of(template.createdAt))
        .setUpdateTime(ProtoTime.of(template.updatedAt))
        .build();
  }

  static ListTemplatesResponse page(List<TemplateRecord> found, int size) {
    var page = Page.cut(found, size, LIST, template -> List.of(template.name, template.id));
    return ListTemplatesResponse.newBuilder()
        .addAllTemplates(page.rows(TemplateMessages::message))
        .setNextPageToken(page.nextToken())
        .build();
  }

  static ListTemplateVersionsResponse versions(List<TemplateVersionRecord> found, int size) {
    var page = Page.cut(found, size, VERSIONS, version -> List.of(version.version));
    return ListTemplateVersionsResponse.newBuilder()
        .addAllVersions(page.rows(TemplateMessages::version))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static TemplateVersion version(TemplateVersionRecord version) {
    return TemplateVersion.newBuilder()
        .setVersion(version.version)
        .setName(version.name)
        .putAllParts(TemplateStore.parts(version.parts))
        .setChange(version.change)
        .setActor(version.actor)
        .setCreateTime(ProtoTime.of(version.createdAt))
        .build();
  }

  static DiffTemplateVersionsResponse difference(TemplateHistory.Difference difference) {
    DiffTemplateVersionsResponse.Builder response =
        DiffTemplateVersionsResponse.newBuilder().setFrom(difference.from()).setTo(difference.to());
    difference
        .parts()
        .forEach(
            (part, unified) ->
                response.addParts(PartDiff.newBuilder().setPart(part).setUnified(unified)));
    return response.build();
  }

  static RenderedMessage message(Preview.Shown shown, boolean given) {
    RenderedMessage.Builder message =
        RenderedMessage.newBuilder()
            .setChannelKind(Codes.kind(shown.channel().kind()))
            .putAllParts(shown.message().parts())
            .setSource(given ? "request" : shown.template().isPresent() ? "tenant" : "built_in");
    shown
        .channel()
        .airtime(shown.message())
        .ifPresent(
            airtime ->
                message.setTextMessageSize(
                    TextMessageSize.newBuilder()
                        .setEncoding(airtime.encoding())
                        .setCharacters(airtime.characters())
                        .setSegments(airtime.segments())));
    if (!given) {
      message.putAllTemplateParts(shown.texts());
    }
    shown
        .template()
        .ifPresent(
            template ->
                message
                    .setTemplateId(template.id().toString())
                    .setTemplateVersion(template.version())
                    .setLocale(template.locale()));
    shown.message().faults().stream().map(TemplateMessages::problem).forEach(message::addProblems);
    return message.build();
  }

  static TemplateProblem problem(Fault fault) {
    return TemplateProblem.newBuilder()
        .setPart(fault.part())
        .setLine(fault.line())
        .setColumn(fault.column())
        .setMessage(fault.message())
        .setError(fault.error())
        .build();
  }
}
