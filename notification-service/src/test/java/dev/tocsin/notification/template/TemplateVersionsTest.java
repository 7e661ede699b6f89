package dev.tocsin.notification.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.FieldMask;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.Severity;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.DeleteTemplateRequest;
import dev.tocsin.proto.notification.v1.DiffTemplateVersionsRequest;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.GetSampleContextRequest;
import dev.tocsin.proto.notification.v1.ListTemplateVersionsRequest;
import dev.tocsin.proto.notification.v1.ListTemplatesRequest;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.notification.v1.RenderedMessage;
import dev.tocsin.proto.notification.v1.RestoreTemplateRequest;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.notification.v1.TemplateProblem;
import dev.tocsin.proto.notification.v1.TemplateVersion;
import dev.tocsin.proto.notification.v1.TextMessageSize;
import dev.tocsin.proto.notification.v1.UpdateTemplateRequest;
import dev.tocsin.proto.notification.v1.ValidateTemplateRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class TemplateVersionsTest {

  @Test
  void everyChangeIsAVersionThatCanBeComparedAndRestored() {
    Acme acme = Acme.create();
    Template first = create(acme, mail("mine").putParts("text", "one\ntwo\n"));
    Template second = update(acme, first, "one\n2\n");
    assertEquals(List.of(1, 2), List.of(first.getVersion(), second.getVersion()));

    var diff =
        acme.templates("viewer")
            .diffTemplateVersions(
                DiffTemplateVersionsRequest.newBuilder().setId(first.getId()).build());
    assertEquals("text", diff.getParts(0).getPart());
    assertEquals("@@ -1,2 +1,2 @@\n one\n-two\n+2\n", diff.getParts(0).getUnified());
    assertEquals(1, diff.getPartsCount());

    Template third =
        acme.templates("manager")
            .restoreTemplate(
                RestoreTemplateRequest.newBuilder().setId(first.getId()).setVersion(1).build());
    assertEquals(3, third.getVersion());
    assertEquals("one\ntwo\n", third.getPartsOrThrow("text"));

    var versions =
        acme.templates("viewer")
            .listTemplateVersions(
                ListTemplateVersionsRequest.newBuilder()
                    .setId(first.getId())
                    .setPageSize(2)
                    .build());
    assertEquals(
        List.of("restored from 1", "updated"),
        versions.getVersionsList().stream().map(TemplateVersion::getChange).toList());
    assertEquals("key:manager", versions.getVersions(0).getActor());
    var rest =
        acme.templates("viewer")
            .listTemplateVersions(
                ListTemplateVersionsRequest.newBuilder()
                    .setId(first.getId())
                    .setPageToken(versions.getNextPageToken())
                    .build());
    assertEquals("created", rest.getVersions(0).getChange());
    assertEquals("", rest.getNextPageToken());
  }

  @Test
  void knowsNoVersionThatNeverWasNorThoseOfADeletedTemplate() {
    Acme acme = Acme.create();
    Template template = create(acme, mail("gone"));
    RestoreTemplateRequest restore =
        RestoreTemplateRequest.newBuilder().setId(template.getId()).setVersion(9).build();
    assertEquals(
        Status.Code.NOT_FOUND, code(() -> acme.templates("manager").restoreTemplate(restore)));
    acme.templates("manager")
        .deleteTemplate(DeleteTemplateRequest.newBuilder().setId(template.getId()).build());
    assertEquals(
        Status.Code.NOT_FOUND,
        code(
            () ->
                acme.templates("viewer")
                    .listTemplateVersions(
                        ListTemplateVersionsRequest.newBuilder().setId(template.getId()).build())));
  }

  @Test
  void showsTheTextsThatAnOwnTemplateCanBeginFrom() {
    Acme acme = Acme.create();
    assertTrue(
        mailPreview(acme, "", "").getTemplatePartsOrThrow("subject").contains("{{alert.title}}"));
    Template own = create(acme, mail("own").putParts("subject", "now {{alert.severity}}"));
    assertEquals(
        "now {{alert.severity}}",
        mailPreview(acme, "", own.getId()).getTemplatePartsOrThrow("subject"));
  }

  @Test
  void tellsWhatATextMessageTakesOnTheAir() {
    RenderPreviewRequest request =
        RenderPreviewRequest.newBuilder()
            .setChannelKind(ChannelKind.CHANNEL_KIND_SMS)
            .putParts("text", "Платформа лежит")
            .putParts("reply", "Reply 1")
            .build();

    TextMessageSize size =
        Acme.create()
            .templates("viewer")
            .renderPreview(request)
            .getMessages(0)
            .getTextMessageSize();

    assertEquals("UCS-2", size.getEncoding());
    assertEquals(23, size.getCharacters());
    assertEquals(1, size.getSegments());
  }

  @Test
  void choosesByLanguageThenItsBaseThenTheDefaultThenTheBuiltInOne() {
    Acme acme = Acme.create();
    assertEquals("built_in", mailPreview(acme, "de", "").getSource());
    create(acme, mail("std").setDefault(true).putParts("subject", "any"));
    create(acme, mail("std").setDefault(true).setLocale("pt").putParts("subject", "pt"));
    Template brazil =
        create(acme, mail("std").setDefault(true).setLocale("pt-BR").putParts("subject", "pt-BR"));
    Template special = create(acme, mail("special").putParts("subject", "special"));

    assertEquals("pt-BR", mailPreview(acme, "pt-BR", "").getPartsOrThrow("subject"));
    assertEquals("pt", mailPreview(acme, "pt-PT", "").getPartsOrThrow("subject"));
    assertEquals("any", mailPreview(acme, "de", "").getPartsOrThrow("subject"));
    assertEquals("any", mailPreview(acme, "", "").getPartsOrThrow("subject"));
    assertEquals("special", mailPreview(acme, "pt-BR", special.getId()).getPartsOrThrow("subject"));
    RenderedMessage shown = mailPreview(acme, "pt-BR", "");
    assertEquals(brazil.getId(), shown.getTemplateId());
    assertEquals(1, shown.getTemplateVersion());
    assertEquals("pt-BR", shown.getLocale());
    assertEquals("tenant", shown.getSource());

    update(acme, brazil, "changed");
    assertEquals(2, mailPreview(acme, "pt-BR", "").getTemplateVersion());
    assertEquals(
        1,
        acme.templates("viewer")
            .listTemplates(ListTemplatesRequest.newBuilder().setLocale("pt").build())
            .getTemplatesCount());
    assertEquals(Status.Code.ALREADY_EXISTS, code(() -> create(acme, mail("STD").setLocale("pt"))));
  }

  @Test
  void rendersARealAlertAndShowsWhatItGives() {
    Acme acme = Acme.create();
    String id = UUID.randomUUID().toString();
    Neighbours.get()
        .alert(
            Alert.newBuilder()
                .setId(id)
                .setTitle("<script>alert(1)</script>")
                .setSeverity(Severity.SEVERITY_MAJOR)
                .putLabels("instance", "db-7")
                .build());
    RenderedMessage mail =
        acme.templates("viewer")
            .renderPreview(
                RenderPreviewRequest.newBuilder()
                    .setChannelKind(ChannelKind.CHANNEL_KIND_EMAIL)
                    .setAlertId(id)
                    .putParts("subject", "{{alert.title}}")
                    .putParts("text", "{{alert.where}} {{alert.severity_label}}")
                    .putParts("html", "<b>{{alert.title}}</b>")
                    .build())
            .getMessages(0);
    assertEquals("db-7 MAJOR", mail.getPartsOrThrow("text"));
    assertEquals("<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>", mail.getPartsOrThrow("html"));
    assertEquals("request", mail.getSource());

    var sample =
        acme.templates("viewer")
            .getSampleContext(GetSampleContextRequest.newBuilder().setAlertId(id).build())
            .getRenderContext();
    assertEquals(
        "db-7",
        sample
            .getFieldsOrThrow("alert")
            .getStructValue()
            .getFieldsOrThrow("where")
            .getStringValue());
    assertEquals(
        Status.Code.NOT_FOUND,
        code(
            () ->
                acme.templates("viewer")
                    .getSampleContext(
                        GetSampleContextRequest.newBuilder()
                            .setAlertId(UUID.randomUUID().toString())
                            .build())));
  }

  @Test
  void hasASampleOfEachEvent() {
    Acme acme = Acme.create();
    for (EventKind event :
        List.of(
            EventKind.EVENT_KIND_PAGE,
            EventKind.EVENT_KIND_ACKNOWLEDGED,
            EventKind.EVENT_KIND_RESOLVED)) {
      var sample =
          acme.templates("viewer")
              .getSampleContext(GetSampleContextRequest.newBuilder().setEventKind(event).build())
              .getRenderContext();
      assertEquals(
          event.name().replace("EVENT_KIND_", "").toLowerCase(java.util.Locale.ROOT),
          sample.getFieldsOrThrow("event").getStringValue());
    }
  }

  @Test
  void validatesWithPlacesAndWarnsOfTheChannelsLimits() {
    Acme acme = Acme.create();
    var wrong =
        acme.templates("viewer")
            .validateTemplate(
                ValidateTemplateRequest.newBuilder()
                    .setChannelKind(ChannelKind.CHANNEL_KIND_EMAIL)
                    .putParts("subject", "ok")
                    .putParts("text", "line\n  {{#open}}")
                    .build());
    TemplateProblem problem = wrong.getProblems(0);
    assertEquals(
        "text 2:3", problem.getPart() + " " + problem.getLine() + ":" + problem.getColumn());
    assertEquals(false, wrong.getValid());

    Template stored =
        create(acme, mail("long").putParts("subject", "{{alert.title}}" + "x".repeat(300)));
    assertTrue(stored.getWarnings(0).getMessage().contains("cut to 250"), stored.toString());
    assertEquals(false, stored.getWarnings(0).getError());

    String blocks = "[" + "{\"type\":\"divider\"},".repeat(60) + "]";
    var many =
        acme.templates("viewer")
            .validateTemplate(
                ValidateTemplateRequest.newBuilder()
                    .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
                    .putParts("text", "x")
                    .putParts("blocks", blocks)
                    .build());
    assertTrue(many.getValid());
    assertTrue(many.getProblems(0).getMessage().contains("10 of 60"), many.toString());
  }

  private static Template.Builder mail(String name) {
    return Template.newBuilder()
        .setName(name)
        .setChannelKind(ChannelKind.CHANNEL_KIND_EMAIL)
        .setEventKind(EventKind.EVENT_KIND_PAGE)
        .putParts("subject", "s")
        .putParts("text", "t");
  }

  private static Template create(Acme acme, Template.Builder template) {
    return acme.templates("manager")
        .createTemplate(CreateTemplateRequest.newBuilder().setTemplate(template).build());
  }

  private static Template update(Acme acme, Template template, String text) {
    return acme.templates("manager")
        .updateTemplate(
            UpdateTemplateRequest.newBuilder()
                .setTemplate(template.toBuilder().putParts("text", text))
                .setUpdateMask(FieldMask.newBuilder().addPaths("parts"))
                .build());
  }

  private static RenderedMessage mailPreview(Acme acme, String locale, String template) {
    return acme.templates("viewer")
        .renderPreview(
            RenderPreviewRequest.newBuilder()
                .setChannelKind(ChannelKind.CHANNEL_KIND_EMAIL)
                .setLocale(locale)
                .setTemplateId(template)
                .build())
        .getMessages(0);
  }

  private static Status.Code code(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }
}
