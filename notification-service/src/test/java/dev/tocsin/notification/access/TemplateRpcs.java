package dev.tocsin.notification.access;

import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.DeleteTemplateRequest;
import dev.tocsin.proto.notification.v1.DiffTemplateVersionsRequest;
import dev.tocsin.proto.notification.v1.GetSampleContextRequest;
import dev.tocsin.proto.notification.v1.GetTemplateRequest;
import dev.tocsin.proto.notification.v1.ListTemplateVersionsRequest;
import dev.tocsin.proto.notification.v1.ListTemplatesRequest;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.notification.v1.RestoreTemplateRequest;
import dev.tocsin.proto.notification.v1.UpdateTemplateRequest;
import dev.tocsin.proto.notification.v1.ValidateTemplateRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The RPCs of TemplateService. */
final class TemplateRpcs {

  private TemplateRpcs() {}

  static Map<String, Rpc> all() {
    Map<String, Rpc> rpcs = new LinkedHashMap<>();
    rpcs.put(
        "CreateTemplate",
        new Rpc(
            "manager",
            false,
            (c, t) ->
                c.templates()
                    .createTemplate(
                        CreateTemplateRequest.newBuilder()
                            .setTemplate(Things.templateNamed("t " + UUID.randomUUID()))
                            .build())));
    rpcs.put(
        "ListTemplates",
        new Rpc(
            "viewer",
            false,
            (c, t) -> c.templates().listTemplates(ListTemplatesRequest.getDefaultInstance())));
    rpcs.put(
        "GetTemplate",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.templates()
                    .getTemplate(
                        GetTemplateRequest.newBuilder().setId(t.template().getId()).build())));
    rpcs.put(
        "UpdateTemplate",
        new Rpc(
            "manager",
            true,
            (c, t) ->
                c.templates()
                    .updateTemplate(
                        UpdateTemplateRequest.newBuilder()
                            .setTemplate(t.template())
                            .setUpdateMask(
                                com.google.protobuf.FieldMask.newBuilder().addPaths("parts"))
                            .build())));
    rpcs.put(
        "ListTemplateVersions",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.templates()
                    .listTemplateVersions(
                        ListTemplateVersionsRequest.newBuilder()
                            .setId(t.template().getId())
                            .build())));
    rpcs.put(
        "DiffTemplateVersions",
        new Rpc(
            "viewer",
            true,
            (c, t) ->
                c.templates()
                    .diffTemplateVersions(
                        DiffTemplateVersionsRequest.newBuilder()
                            .setId(t.template().getId())
                            .build())));
    rpcs.put(
        "RestoreTemplate",
        new Rpc(
            "manager",
            true,
            (c, t) ->
                c.templates()
                    .restoreTemplate(
                        RestoreTemplateRequest.newBuilder()
                            .setId(t.template().getId())
                            .setVersion(1)
                            .build())));
    rpcs.put(
        "ValidateTemplate",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.templates()
                    .validateTemplate(
                        ValidateTemplateRequest.newBuilder()
                            .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
                            .build())));
    rpcs.put(
        "GetSampleContext",
        new Rpc(
            "viewer",
            false,
            (c, t) ->
                c.templates().getSampleContext(GetSampleContextRequest.getDefaultInstance())));
    rpcs.put(
        "RenderPreview",
        new Rpc(
            "viewer",
            false,
            (c, t) -> c.templates().renderPreview(RenderPreviewRequest.getDefaultInstance())));
    rpcs.put(
        "DeleteTemplate",
        new Rpc(
            "manager",
            true,
            (c, t) ->
                c.templates()
                    .deleteTemplate(
                        DeleteTemplateRequest.newBuilder().setId(t.template().getId()).build())));
    return rpcs;
  }
}
