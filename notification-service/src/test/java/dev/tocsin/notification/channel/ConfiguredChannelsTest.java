package dev.tocsin.notification.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.EmailSettings;
import dev.tocsin.proto.notification.v1.GetChannelRequest;
import dev.tocsin.proto.notification.v1.ListChannelsRequest;
import dev.tocsin.proto.notification.v1.SlackSettings;
import dev.tocsin.proto.notification.v1.TestChannelRequest;
import dev.tocsin.proto.notification.v1.TestChannelResponse;
import dev.tocsin.proto.notification.v1.UpdateChannelRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ConfiguredChannelsTest {

  @Test
  void neverGivesASecretBack() throws Exception {
    Acme acme = Acme.create();
    Channel created = acme.slack();
    for (Channel shown : List.of(created, get(acme, created), list(acme).get(0))) {
      assertEquals("", shown.getSlack().getBotToken());
      assertTrue(shown.getSlack().getBotTokenSet() && shown.getSlack().getSigningSecretSet());
      assertFalse(shown.toString().contains(acme.token));
      assertEquals("/api/v1/slack/interactions/" + created.getId(), shown.getCallbackPath());
      assertEquals("#ops", shown.getDefaultAddress());
    }
    try (Connection db = TestServers.database().superuser();
        ResultSet rows =
            db.createStatement()
                .executeQuery(
                    "SELECT c::text FROM notification.channel c WHERE id = '"
                        + created.getId()
                        + "'")) {
      rows.next();
      assertFalse(rows.getString(1).contains(acme.token));
      assertFalse(rows.getString(1).contains("#ops"));
    }
  }

  @Test
  void keepsASecretThatIsNotWrittenAnew() {
    Acme acme = Acme.create();
    Channel channel = acme.slack();
    Channel changed =
        update(
            acme,
            channel.toBuilder()
                .setName("Renamed")
                .setSlack(channel.getSlack().toBuilder().setSigningSecret("new-secret")),
            List.of());
    assertTrue(changed.getSlack().getBotTokenSet());
    assertEquals("Renamed", changed.getName());
    assertTrue(trial(acme, changed, "U0ADA0001").getSent());
  }

  @Test
  void makesTheFirstOfAKindTheDefaultAndKeepsOne() {
    Acme acme = Acme.create();
    Channel first = acme.slack();
    assertTrue(first.getDefault());
    Channel second =
        acme.create(
            first.toBuilder()
                .clearId()
                .setName("second")
                .setDefault(false)
                .setSlack(secrets(acme)));
    assertFalse(second.getDefault());
    update(acme, second.toBuilder().setDefault(true), List.of("default"));
    assertFalse(get(acme, first).getDefault());
    Channel third =
        acme.create(
            first.toBuilder().clearId().setName("third").setDefault(true).setSlack(secrets(acme)));
    assertTrue(third.getDefault());
    assertFalse(get(acme, second).getDefault());
  }

  @Test
  void testMessagesReallyGoOutAndErrorsAreToldInWords() {
    Acme acme = Acme.create();
    Channel channel = acme.slack();
    assertTrue(trial(acme, channel, "").getSent());
    assertTrue(
        Acme.world().inbox().list().stream()
            .anyMatch(m -> m.subject().contains("Test message from Tocsin") && m.isFor("#ops")));
    TestChannelResponse unknown = trial(acme, channel, "U0NOBODY9");
    assertFalse(unknown.getSent());
    assertTrue(unknown.getError().contains("channel_not_found"), unknown.getError());
    Channel wrong =
        acme.create(
            channel.toBuilder()
                .clearId()
                .setName("wrong")
                .setSlack(secrets(acme).setBotToken("xoxb-nope")));
    assertTrue(trial(acme, wrong, "").getError().contains("install the app again"));
  }

  @Test
  void namesEverySettingThatIsWrong() {
    Acme acme = Acme.create();
    var slack =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                acme.create(
                    Channel.newBuilder()
                        .setName("x")
                        .setKind(ChannelKind.CHANNEL_KIND_SLACK)
                        .setSlack(SlackSettings.newBuilder().setApiUrl("file:///etc/passwd"))));
    assertEquals(Status.Code.INVALID_ARGUMENT, slack.getStatus().getCode());
    String message = String.valueOf(slack.getMessage());
    assertTrue(
        message.contains("channel.slack.bot_token") && message.contains("channel.slack.api_url"),
        message);
    var mixed =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                acme.create(
                    Channel.newBuilder()
                        .setName("x")
                        .setKind(ChannelKind.CHANNEL_KIND_SLACK)
                        .setEmail(
                            EmailSettings.newBuilder()
                                .setHost("mail")
                                .setFromAddress("a@b.test"))));
    assertEquals(Status.Code.INVALID_ARGUMENT, mixed.getStatus().getCode());
    Channel one = acme.slack();
    var taken =
        assertThrows(
            StatusRuntimeException.class,
            () -> acme.create(one.toBuilder().clearId().setName("SLACK").setSlack(secrets(acme))));
    assertEquals(Status.Code.ALREADY_EXISTS, taken.getStatus().getCode());
  }

  @Test
  void writesDownThatOnlyTheRateChanged() throws Exception {
    Acme acme = Acme.create();
    Channel channel = acme.slack();

    Channel changed =
        update(acme, channel.toBuilder().setRate(3).setBurst(7), List.of("rate", "burst"));

    assertEquals(3, changed.getRate());
    assertFalse(changed.getUpdateTime().equals(channel.getUpdateTime()));
    update(acme, changed.toBuilder(), List.of("rate", "burst"));
    awaitShipped(acme);
    Map<String, Set<String>> told = new HashMap<>();
    Neighbours.get().audited("channel/" + channel.getId()).stream()
        .filter(event -> event.getAction().equals("channel.update"))
        .forEach(event -> told.put(event.getId(), event.getDetail().getFieldsMap().keySet()));
    assertEquals(1, told.size(), () -> "nothing is told where nothing changed: " + told);
    assertTrue(
        told.values().iterator().next().containsAll(Set.of("rate", "burst")), told::toString);
  }

  /** Waits until all that was written down has gone to the audit log. */
  private static void awaitShipped(Acme acme) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    try (Connection db = TestServers.database().superuser()) {
      while (true) {
        try (ResultSet left =
            db.createStatement()
                .executeQuery(
                    "SELECT count(*) FROM notification.audit_outbox WHERE tenant_id = '"
                        + acme.tenant
                        + "'")) {
          left.next();
          if (left.getInt(1) == 0) {
            return;
          }
        }
        assertTrue(System.nanoTime() < deadline, "what was written down is not shipped");
        Thread.sleep(50);
      }
    }
  }

  @Test
  void sendsATokenToNoOtherHostUnlessItIsGivenAnew() {
    Acme acme = Acme.create();
    Channel channel = acme.slack();
    SlackSettings elsewhere =
        channel.getSlack().toBuilder().setApiUrl("https://elsewhere.test").build();

    var refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> update(acme, channel.toBuilder().setSlack(elsewhere), List.of("slack")));

    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("channel.slack.bot_token"), message);
    Channel moved =
        update(
            acme,
            channel.toBuilder().setSlack(elsewhere.toBuilder().setBotToken("xoxb-new")),
            List.of("slack"));
    assertEquals("https://elsewhere.test", moved.getSlack().getApiUrl());
  }

  private static SlackSettings.Builder secrets(Acme acme) {
    return SlackSettings.newBuilder()
        .setBotToken(acme.token)
        .setSigningSecret(acme.secret)
        .setApiUrl(Acme.world().slack().apiUrl());
  }

  private static TestChannelResponse trial(Acme acme, Channel channel, String address) {
    return acme.channels("admin")
        .testChannel(
            TestChannelRequest.newBuilder().setId(channel.getId()).setAddress(address).build());
  }

  private static Channel get(Acme acme, Channel channel) {
    return acme.channels("manager")
        .getChannel(GetChannelRequest.newBuilder().setId(channel.getId()).build());
  }

  private static List<Channel> list(Acme acme) {
    return acme.channels("manager")
        .listChannels(ListChannelsRequest.getDefaultInstance())
        .getChannelsList();
  }

  private static Channel update(Acme acme, Channel.Builder channel, List<String> mask) {
    return acme.channels("admin")
        .updateChannel(
            UpdateChannelRequest.newBuilder()
                .setChannel(channel)
                .setUpdateMask(com.google.protobuf.FieldMask.newBuilder().addAllPaths(mask))
                .build());
  }
}
