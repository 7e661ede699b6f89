package dev.tocsin.notification.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.DeleteTemplateRequest;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.GetTemplateRequest;
import dev.tocsin.proto.notification.v1.ListTemplatesRequest;
import dev.tocsin.proto.notification.v1.RenderPreviewRequest;
import dev.tocsin.proto.notification.v1.RenderPreviewResponse;
import dev.tocsin.proto.notification.v1.RenderedMessage;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.notification.v1.TemplateProblem;
import dev.tocsin.proto.notification.v1.UpdateTemplateRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class TemplateTest {

  @Test
  void previewShowsTheVeryBytesThatAreSentToSlack() throws Exception {
    Acme acme = Acme.create();
    acme.slack();
    Template template =
        acme.templates("manager")
            .createTemplate(
                CreateTemplateRequest.newBuilder()
                    .setTemplate(
                        slack("mine")
                            .putParts("text", "PAGE {{alert.title}} <{{alert.source_url}}|source>")
                            .putParts(
                                "blocks",
                                "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"{{alert.where}}"
                                    + " & {{#alert.key_labels}}{{name}} {{/alert.key_labels}}\"}"
                                    + " },]"))
                    .build());
    RenderedMessage preview =
        preview(
                acme,
                RenderPreviewRequest.newBuilder()
                    .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
                    .setTemplateId(template.getId()))
            .getMessages(0);
    var sent =
        acme.notifications()
            .sendNotification(
                acme.page(Acme.slackMember("U0ADA0001")).setTemplateId(template.getId()).build());
    acme.await(sent.getDeliveries(0).getId(), DeliveryState.DELIVERY_STATE_SENT);
    InboxItem arrived = acme.messages().get(0);
    assertEquals(0, preview.getProblemsCount(), preview.toString());
    assertEquals(arrived.payload().path("text").asText(), preview.getPartsOrThrow("text"));
    var blocks = new ObjectMapper().readTree(preview.getPartsOrThrow("blocks"));
    assertEquals(
        arrived.payload().path("blocks").path(0).path("text"), blocks.path(0).path("text"));
    assertEquals("mine", template.getName());
  }

  @Test
  void previewShowsTheVeryTextThatIsMailed() {
    Acme acme = Acme.create();
    acme.email();
    acme.templates("manager")
        .createTemplate(
            CreateTemplateRequest.newBuilder()
                .setTemplate(
                    Template.newBuilder()
                        .setName("mail")
                        .setChannelKind(ChannelKind.CHANNEL_KIND_EMAIL)
                        .setEventKind(EventKind.EVENT_KIND_PAGE)
                        .setDefault(true)
                        .putParts("subject", "S {{alert.title}}")
                        .putParts("text", "T {{alert.title}} & <{{user.name}}>")
                        .putParts("html", "<p>{{alert.where}} &amp; {{user.name}}</p>"))
                .build());
    RenderedMessage preview =
        preview(
                acme,
                RenderPreviewRequest.newBuilder().setChannelKind(ChannelKind.CHANNEL_KIND_EMAIL))
            .getMessages(0);
    acme.await(acme.send(Acme.mail("ada@acme.test")).getId(), DeliveryState.DELIVERY_STATE_SENT);
    InboxItem mail = acme.mails().get(0);
    assertEquals(preview.getPartsOrThrow("subject"), mail.subject());
    assertEquals(
        preview.getPartsOrThrow("text").strip(), mail.payload().path("text").asText().strip());
    assertEquals(
        preview.getPartsOrThrow("html").strip(), mail.payload().path("html").asText().strip());
  }

  @Test
  void previewOfNothingShowsTheBuiltInOnesWithSampleData() {
    RenderPreviewResponse all =
        Acme.create().templates("viewer").renderPreview(RenderPreviewRequest.getDefaultInstance());
    List<ChannelKind> kinds =
        all.getMessagesList().stream().map(message -> message.getChannelKind()).toList();
    assertEquals(kinds.size(), Set.copyOf(kinds).size());
    assertTrue(
        kinds.containsAll(List.of(ChannelKind.CHANNEL_KIND_SLACK, ChannelKind.CHANNEL_KIND_EMAIL)));
    all.getMessagesList()
        .forEach(message -> assertEquals(0, message.getProblemsCount(), message.toString()));
    assertTrue(all.toString().contains("Disk almost full on db-1"));
  }

  @Test
  void previewTellsMistakesInsteadOfFailing() {
    Acme acme = Acme.create();
    RenderedMessage message =
        preview(
                acme,
                RenderPreviewRequest.newBuilder()
                    .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
                    .putParts("text", "ok\n  {{#alert}}")
                    .putParts("blocks", "[1")
                    .putParts("colour", "red"))
            .getMessages(0);
    TemplateProblem colour = message.getProblems(0);
    assertEquals("colour", colour.getPart());
    TemplateProblem open = message.getProblems(1);
    assertEquals("text 2:3", open.getPart() + " " + open.getLine() + ":" + open.getColumn());
    assertTrue(open.getError());
  }

  @Test
  void refusesToStoreWhatDoesNotCompile() {
    var refused =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                Acme.create()
                    .templates("manager")
                    .createTemplate(
                        CreateTemplateRequest.newBuilder()
                            .setTemplate(slack("bad").putParts("text", "a\nb {{{alert.title}}}"))
                            .build()));
    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("template.parts.text"), refused.getMessage());
  }

  @Test
  void keepsVersionsAndOneDefault() {
    Acme acme = Acme.create();
    var manager = acme.templates("manager");
    Template one =
        create(acme, slack("one").setDefault(true).putParts("text", "1 {{alert.title}}"));
    Template two =
        create(acme, slack("two").setDefault(true).putParts("text", "2 {{alert.title}}"));
    assertEquals(false, get(acme, one.getId()).getDefault());
    assertEquals("2 " + title(acme), text(acme));
    Template changed =
        manager.updateTemplate(
            UpdateTemplateRequest.newBuilder()
                .setTemplate(
                    two.toBuilder()
                        .clearParts()
                        .putParts("text", "3 {{alert.title}}")
                        .setName("ignored"))
                .setUpdateMask(com.google.protobuf.FieldMask.newBuilder().addPaths("parts"))
                .build());
    assertEquals(2, changed.getVersion());
    assertEquals("two", changed.getName());
    assertEquals("3 " + title(acme), text(acme));
    assertEquals(
        2, manager.listTemplates(ListTemplatesRequest.getDefaultInstance()).getTemplatesCount());
    manager.deleteTemplate(DeleteTemplateRequest.newBuilder().setId(two.getId()).build());
    assertNotEquals("3 " + title(acme), text(acme));
    var taken =
        assertThrows(
            StatusRuntimeException.class, () -> create(acme, slack("ONE").putParts("text", "x")));
    assertEquals(Status.Code.ALREADY_EXISTS, taken.getStatus().getCode());
  }

  private static Template.Builder slack(String name) {
    return Template.newBuilder()
        .setName(name)
        .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
        .setEventKind(EventKind.EVENT_KIND_PAGE);
  }

  private static Template create(Acme acme, Template.Builder template) {
    return acme.templates("manager")
        .createTemplate(CreateTemplateRequest.newBuilder().setTemplate(template).build());
  }

  private static Template get(Acme acme, String id) {
    return acme.templates("viewer").getTemplate(GetTemplateRequest.newBuilder().setId(id).build());
  }

  private static String title(Acme acme) {
    return "Disk almost full on db-1 " + acme.group;
  }

  private static String text(Acme acme) {
    Map<String, String> parts =
        preview(
                acme,
                RenderPreviewRequest.newBuilder().setChannelKind(ChannelKind.CHANNEL_KIND_SLACK))
            .getMessages(0)
            .getPartsMap();
    return parts.get("text");
  }

  private static RenderPreviewResponse preview(Acme acme, RenderPreviewRequest.Builder request) {
    return acme.templates("viewer").renderPreview(request.setRenderContext(acme.context()).build());
  }
}
