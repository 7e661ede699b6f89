package dev.tocsin.notification.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.fakes.twilio.TwilioAccount;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Neighbours;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.Receipt;
import dev.tocsin.proto.notification.v1.SmsSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Text messages there and back, through a strict look-alike of Twilio. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TextRepliesTest {

  private static final AtomicInteger NUMBERS = new AtomicInteger(1000);
  private static final String ADA = "11111111-1111-4111-8111-111111111111";

  private final Acme acme = Acme.create();
  private final int mine = NUMBERS.incrementAndGet();
  private final String sid = "AC" + UUID.randomUUID().toString().replace("-", "");
  private final String own = "+1206555" + mine;
  private final String ada = "+43664123" + mine;

  private Channel sms() {
    Channel channel =
        acme.create(
            Channel.newBuilder()
                .setName("SMS")
                .setKind(ChannelKind.CHANNEL_KIND_SMS)
                .setSms(
                    SmsSettings.newBuilder()
                        .setAccountSid(sid)
                        .setAuthToken("token-" + sid)
                        .setFromNumber(own)
                        .setApiUrl(Acme.world().twilio().apiUrl())));
    Acme.world()
        .twilio()
        .open(new TwilioAccount(sid, "token-" + sid, own, Acme.url() + channel.getCallbackPath()));
    return channel;
  }

  private Destination to(String number) {
    return Destination.newBuilder()
        .setKind(ChannelKind.CHANNEL_KIND_SMS)
        .setAddress(number)
        .setUserId(ADA)
        .build();
  }

  private InboxItem text() {
    return Acme.world()
        .inbox()
        .awaitMessage(i -> i.channel().equals("sms") && i.isFor(ada), Duration.ofSeconds(60));
  }

  private String reply(String words) {
    return reply(Json.object().put("text", words));
  }

  private String reply(ObjectNode wish) {
    var answer = Acme.world().twilio().reply(wish.put("from", ada).put("to", own)).join();
    assertEquals(200, answer.path("status").asInt(), answer.toString());
    return answer.path("said").asText();
  }

  @Test
  void acknowledgesByTheCodeThatTheTextCarries() {
    sms();
    Delivery page = acme.send(to(ada));
    String said = text().text();
    assertTrue(said.contains("Reply ACK 1 or RESOLVE 1"), said);
    acme.await(page.getId(), d -> d.getReceipt() == Receipt.RECEIPT_DELIVERED);
    assertEquals(DeliveryState.DELIVERY_STATE_SENT, acme.delivery(page.getId()).getState());

    String answer = reply("ack 1");

    assertTrue(answer.contains("Acknowledged"), answer);
    var answered = Neighbours.get().answers(acme.group).get(0);
    assertEquals("acknowledge", answered.verb());
    assertEquals(ADA, answered.onBehalfOf());
  }

  @Test
  void takesAMessageThatIsReplayedOnce() {
    sms();
    acme.send(to(ada));
    text();
    ObjectNode once = Json.object().put("text", "1").put("sid", "SM" + "ab".repeat(16));
    assertTrue(reply(once.deepCopy()).contains("Acknowledged"));
    assertEquals("", reply(once.deepCopy()));
    assertEquals(1, Neighbours.get().answers(acme.group).size());
  }

  @Test
  void saysWhatIsOpenWhenItCannotTellWhichIsMeant() {
    sms();
    assertTrue(reply("ack").contains("No page of yours is open"));
    acme.send(to(ada));
    text();
    String other = UUID.randomUUID().toString();
    Delivery second =
        acme.notifications()
            .sendNotification(acme.page(to(ada)).setAlertGroupId(other).build())
            .getDeliveries(0);
    acme.await(second.getId(), DeliveryState.DELIVERY_STATE_SENT);

    assertTrue(reply("what is this?").contains("did not understand"));
    String several = reply("ack");
    assertTrue(several.contains("Several pages are open"), several);
    assertTrue(several.contains("1 Disk") && several.contains("2 Disk"), several);
    String unknown = reply("ACK 77");
    assertTrue(unknown.contains("No page has code 77"), unknown);
    assertEquals(List.of(), Neighbours.get().answers(acme.group));

    reply("resolve 2");
    assertEquals("resolve", Neighbours.get().answers(other).get(0).verb());
    assertEquals(List.of(), Neighbours.get().answers(acme.group));
    reply("ack all");
    assertEquals("acknowledge", Neighbours.get().answers(acme.group).get(0).verb());
  }

  @Test
  void aPageThatCameAfterAnAnswerWaitsForOneOfItsOwn() {
    sms();
    Delivery first = acme.send(to(ada));
    acme.await(first.getId(), DeliveryState.DELIVERY_STATE_SENT);
    acme.notifications()
        .reviseNotifications(
            acme.revision(EventKind.EVENT_KIND_ACKNOWLEDGED)
                .setBeforeTime(ProtoTime.of(after(first)))
                .build());
    String answered = reply("ack");
    assertTrue(answered.contains("No page of yours is open"), answered);

    Delivery anew = acme.send(to(ada));
    acme.await(anew.getId(), DeliveryState.DELIVERY_STATE_SENT);

    assertTrue(reply("ack").contains("Acknowledged"));
    assertEquals("acknowledge", Neighbours.get().answers(acme.group).get(0).verb());
  }

  private Instant after(Delivery delivery) {
    Instant queued =
        ProtoTime.instant("create_time", acme.delivery(delivery.getId()).getCreateTime());
    return queued.plusNanos(1000);
  }

  @Test
  void believesNobodyWhoCannotSign() {
    sms();
    acme.send(to(ada));
    text();
    var forged =
        Acme.world()
            .twilio()
            .reply(
                Json.object().put("from", ada).put("to", own).put("text", "1").put("tamper", true))
            .join();
    assertEquals(401, forged.path("status").asInt());
    assertEquals(List.of(), Neighbours.get().answers(acme.group));
  }

  @Test
  void givesUpAtOnceOnANumberThatTakesNoTextsAndSaysSoNextTime() {
    sms();
    for (String number : List.of("+15005550009", "+15005550001")) {
      Delivery page = acme.send(to(number));
      Delivery dead = acme.await(page.getId(), DeliveryState.DELIVERY_STATE_DEAD);
      assertEquals(1, dead.getAttempts());
      assertTrue(dead.getError().startsWith("Twilio 21"), dead.getError());
      var next =
          acme.notifications().sendNotification(acme.page(to(number)).setPartial(true).build());
      assertEquals(0, next.getDeliveriesCount());
      String reason = next.getRefused(0).getReason();
      assertTrue(reason.contains("is not tried") && reason.contains("Twilio 21"), reason);
      assertFalse(reason.contains(number), reason);
    }
  }

  @Test
  void keepsOutWhoSaidStopUntilTheySayStart() {
    sms();
    assertEquals("", reply("STOP"));
    var refused =
        acme.notifications().sendNotification(acme.page(to(ada)).setPartial(true).build());
    assertTrue(refused.getRefused(0).getReason().contains("START"), refused.toString());
    assertEquals("", reply("Start"));
    Delivery page = acme.send(to(ada));
    acme.await(page.getId(), DeliveryState.DELIVERY_STATE_SENT);
  }

  @Test
  void makesADeliveryDeadThatTheCarrierCouldNotDeliver() {
    sms();
    Acme.world().twilio().deliver(ada, "undelivered", 30003);
    Delivery page = acme.send(to(ada));
    Delivery dead = acme.await(page.getId(), DeliveryState.DELIVERY_STATE_DEAD);
    assertEquals(Receipt.RECEIPT_UNDELIVERED, dead.getReceipt());
    assertTrue(dead.getError().contains("30003"), dead.getError());
    assertTrue(acme.events(page.getId()).contains("undelivered"), acme.events(page.getId()) + "");
    Acme.world().twilio().deliver(ada, "delivered", 0);
    Delivery next = acme.send(to(ada));
    acme.await(next.getId(), d -> d.getReceipt() == Receipt.RECEIPT_DELIVERED);
  }

  @Test
  void learnsFromTheReportThatALostAnswerWasASuccess() {
    sms();
    Acme.world()
        .faults()
        .arm(Fault.of("twilio", FaultMode.RESET_AFTER_ACCEPT).on("messages").matching(sid));
    Delivery page = acme.send(to(ada));
    acme.await(page.getId(), d -> d.getReceipt() == Receipt.RECEIPT_DELIVERED);
    Acme.world().faults().clear();
    Delivery sent = acme.delivery(page.getId());
    assertEquals(DeliveryState.DELIVERY_STATE_SENT, sent.getState());
    assertTrue(sent.getProviderMessageId().startsWith("SM"), sent.toString());
  }
}
