package dev.tocsin.notification.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateTemplateRequest;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.Template;
import dev.tocsin.proto.notification.v1.TestChannelRequest;
import dev.tocsin.proto.notification.v1.TestChannelResponse;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A test message tells in words what came of it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ChannelTrialTest {

  private final Acme acme = Acme.create();

  @Test
  void namesTheBuiltInTemplateAndWhatTheProviderCallsTheMessage() {
    TestChannelResponse said = trial(acme.slack(), "");

    assertTrue(said.getSent());
    assertEquals("", said.getError());
    assertEquals("the built-in template", said.getTemplate());
    assertEquals("", said.getTemplateId());
    assertFalse(said.getProviderMessageId().isEmpty());
    assertEquals(
        "A test message was sent to #ops, made with the built-in template. Slack took the message"
            + " as "
            + said.getProviderMessageId()
            + ".",
        said.getSummary());
  }

  @Test
  void usesTheTenantsTemplateOfTheLanguageAndNamesIt() {
    Channel channel = acme.slack();
    template("", "plain {{alert.title}}");
    Template german = template("de", "Probe " + acme.group);

    TestChannelResponse said = trial(channel, "de");

    assertEquals("the template 'Ops' (language de, version 1)", said.getTemplate());
    assertEquals(german.getId(), said.getTemplateId());
    assertEquals(1, said.getTemplateVersion());
    assertTrue(
        Acme.world().inbox().list().stream()
            .anyMatch(m -> m.text().contains("Probe " + acme.group)));
  }

  @Test
  void saysWhatToDoWhenTheProviderRefuses() {
    Channel channel = acme.slack();

    TestChannelResponse said =
        acme.channels("admin")
            .testChannel(
                TestChannelRequest.newBuilder()
                    .setId(channel.getId())
                    .setAddress("U0NOBODY9")
                    .build());

    assertFalse(said.getSent());
    assertTrue(said.getProviderAnswer().contains("channel_not_found"), said::toString);
    assertTrue(said.getAdvice().startsWith("Nothing was sent, and trying again alone"));
    assertTrue(said.getError().contains(said.getAdvice()));
    assertTrue(said.getSummary().startsWith("A test message could not be sent to U…"));
  }

  @Test
  void saysHowLongTheProviderAsksToWait() {
    Channel channel = acme.slack();
    Acme.world()
        .faults()
        .arm(Fault.of("slack", FaultMode.RATE_LIMIT).retryAfter(7).times(1).matching(acme.token));

    TestChannelResponse said = trial(channel, "");

    assertTrue(said.getAdvice().contains("Test again in 7 seconds"), said.getAdvice());
  }

  private Template template(String locale, String text) {
    return acme.templates("manager")
        .createTemplate(
            CreateTemplateRequest.newBuilder()
                .setTemplate(
                    Template.newBuilder()
                        .setName("Ops")
                        .setChannelKind(ChannelKind.CHANNEL_KIND_SLACK)
                        .setEventKind(EventKind.EVENT_KIND_PAGE)
                        .setLocale(locale)
                        .setDefault(true)
                        .putParts("text", text)
                        .putParts("blocks", ""))
                .build());
  }

  private TestChannelResponse trial(Channel channel, String locale) {
    return acme.channels("admin")
        .testChannel(
            TestChannelRequest.newBuilder().setId(channel.getId()).setLocale(locale).build());
  }
}
