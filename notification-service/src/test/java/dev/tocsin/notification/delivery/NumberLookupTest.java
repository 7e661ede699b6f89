package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.fakes.twilio.TwilioAccount;
import dev.tocsin.notification.testing.Acme;
import dev.tocsin.notification.testing.Servers;
import dev.tocsin.proto.notification.v1.BlockedContact;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CheckContactsRequest;
import dev.tocsin.proto.notification.v1.CheckDestinationsRequest;
import dev.tocsin.proto.notification.v1.CheckDestinationsResponse;
import dev.tocsin.proto.notification.v1.ContactAddress;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import dev.tocsin.proto.notification.v1.SmsSettings;
import dev.tocsin.proto.notification.v1.UnblockContactRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A channel that asks Twilio what a number is, before it writes to it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class NumberLookupTest {

  private static final AtomicInteger NUMBERS = new AtomicInteger(3000);

  private final Acme acme = Acme.create();
  private final int mine = NUMBERS.incrementAndGet();
  private final String sid = "AC" + UUID.randomUUID().toString().replace("-", "");
  private final String ada = "+43664123" + mine;

  @Test
  void refusesALandlineBeforeAnythingIsSentAndBlocksTheContact() {
    Channel channel = sms(true);
    Acme.world().twilio().line(ada, "landline");

    Delivery dead = acme.await(acme.send(to(ada)).getId(), DeliveryState.DELIVERY_STATE_DEAD);

    assertEquals(
        "Twilio Lookup: the number is a landline, which takes no text messages: name a mobile"
            + " number",
        dead.getError());
    assertEquals(List.of(), texts());
    SendNotificationResponse next =
        acme.notifications().sendNotification(acme.page(to(ada)).setPartial(true).build());
    assertTrue(next.getRefused(0).getReason().contains("a landline"), next::toString);
    BlockedContact blocked = blocked().getFirst();
    assertEquals(1, blocked.getPosition());
    assertEquals("cannot_receive", blocked.getFault());
    assertEquals(channel.getId(), blocked.getChannelId());
    assertTrue(blocked.getReason().contains("a landline") && blocked.hasUntilTime());
  }

  @Test
  void aCheckSaysWhatAPageWouldBeToldAndSendsNothing() {
    sms(true);
    Acme.world().twilio().line(ada, "landline");
    acme.await(acme.send(to(ada)).getId(), DeliveryState.DELIVERY_STATE_DEAD);
    List<Destination> wanted =
        List.of(
            to("+436641230000"),
            to(ada),
            to("12"),
            Acme.mail("ada@acme.example"),
            Destination.newBuilder().setChannelId(UUID.randomUUID().toString()).build());

    CheckDestinationsResponse checked =
        acme.notifications()
            .checkDestinations(
                CheckDestinationsRequest.newBuilder().addAllDestinations(wanted).build());

    assertEquals(List.of(), texts(), "nothing is sent");
    SendNotificationResponse page =
        acme.notifications()
            .sendNotification(
                acme.page(wanted.getFirst())
                    .clearDestinations()
                    .addAllDestinations(wanted)
                    .setPartial(true)
                    .build());
    assertEquals(
        page.getRefusedList().stream()
            .map(each -> wanted.indexOf(each.getDestination()) + ": " + each.getReason())
            .sorted()
            .toList(),
        checked.getRefusedList().stream()
            .map(each -> each.getPosition() + ": " + each.getReason())
            .sorted()
            .toList());
    assertTrue(checked.getRefusedCount() >= 3, checked::toString);
    assertTrue(checked.toString().contains("a landline"), checked::toString);
  }

  @Test
  void refusesANumberThatDoesNotExist() {
    sms(true);
    Acme.world().twilio().line(ada, "invalid");

    Delivery dead = acme.await(acme.send(to(ada)).getId(), DeliveryState.DELIVERY_STATE_DEAD);

    assertTrue(dead.getError().contains("there is no such telephone number"), dead.getError());
    assertEquals("invalid", blocked().getFirst().getFault());

    Delivery code =
        acme.notifications()
            .sendNotification(
                acme.page(to(ada))
                    .setEventKind(EventKind.EVENT_KIND_CONTACT_CODE)
                    .setRenderContext(
                        Acme.struct("{\"contact\": {\"code\": \"123456\", \"minutes\": 10}}"))
                    .clearAlertGroupId()
                    .build())
            .getDeliveries(0);
    assertEquals(1, Acme.world().twilio().lookUps(ada), "no question for a code");
    acme.await(code.getId(), DeliveryState.DELIVERY_STATE_SENT);
    acme.notifications()
        .unblockContact(UnblockContactRequest.newBuilder().setContact(contact(ada)).build());
    assertEquals(List.of(), blocked());
    acme.await(acme.send(to(ada)).getId(), DeliveryState.DELIVERY_STATE_SENT);
    assertEquals(1, Acme.world().twilio().lookUps(ada), "its owner knows better");
  }

  @Test
  void asksOnceAboutANumberThatTakesTexts() {
    sms(true);

    acme.await(acme.send(to(ada)).getId(), DeliveryState.DELIVERY_STATE_SENT);
    acme.await(acme.send(to(ada)).getId(), DeliveryState.DELIVERY_STATE_SENT);

    assertEquals(1, Acme.world().twilio().lookUps(ada));
    assertEquals(2, texts().size());
    assertEquals(List.of(), blocked());
  }

  @Test
  void writesAllTheSameWhenNobodyCanSayWhatTheNumberIs() {
    sms(true);
    Acme.world()
        .faults()
        .arm(Fault.of("twilio", FaultMode.FAIL).answering(503).on("lookup").matching(mine + ""));

    acme.await(acme.send(to(ada)).getId(), DeliveryState.DELIVERY_STATE_SENT);

    Acme.world().faults().clear();
  }

  @Test
  void asksNothingUnlessTheChannelWantsIt() {
    sms(false);
    Acme.world().twilio().line(ada, "landline");

    acme.await(acme.send(to(ada)).getId(), DeliveryState.DELIVERY_STATE_SENT);

    assertEquals(0, Acme.world().twilio().lookUps(ada));
    assertFalse(texts().isEmpty());
  }

  private Channel sms(boolean lookup) {
    Channel channel =
        acme.create(
            Channel.newBuilder()
                .setName("SMS")
                .setKind(ChannelKind.CHANNEL_KIND_SMS)
                .setSms(
                    SmsSettings.newBuilder()
                        .setAccountSid(sid)
                        .setAuthToken("token-" + sid)
                        .setFromNumber("+1206555" + mine)
                        .setLookUpNumbers(lookup)
                        .setLookupUrl(Acme.world().twilio().apiUrl())
                        .setApiUrl(Acme.world().twilio().apiUrl())));
    Acme.world()
        .twilio()
        .open(
            new TwilioAccount(
                sid, "token-" + sid, "+1206555" + mine, Acme.url() + channel.getCallbackPath()));
    return channel;
  }

  private List<InboxItem> texts() {
    return Acme.world().inbox().list().stream()
        .filter(item -> item.channel().equals("sms") && item.isFor(ada))
        .toList();
  }

  private List<BlockedContact> blocked() {
    return acme.notifications()
        .checkContacts(
            CheckContactsRequest.newBuilder()
                .addContacts(contact("+436641230000"))
                .addContacts(contact(ada))
                .addContacts(
                    ContactAddress.newBuilder()
                        .setKind(ChannelKind.CHANNEL_KIND_SLACK)
                        .setAddress(ada))
                .build())
        .getBlockedList();
  }

  private static ContactAddress contact(String number) {
    return ContactAddress.newBuilder()
        .setKind(ChannelKind.CHANNEL_KIND_SMS)
        .setAddress(number)
        .build();
  }

  private static Destination to(String number) {
    return Destination.newBuilder()
        .setKind(ChannelKind.CHANNEL_KIND_SMS)
        .setAddress(number)
        .build();
  }
}
