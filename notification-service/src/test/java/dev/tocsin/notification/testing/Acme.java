package dev.tocsin.notification.testing;

import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.inbox.InboxItem;
import dev.tocsin.fakes.slack.SlackApp;
import dev.tocsin.platform.test.As;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.ChannelServiceGrpc;
import dev.tocsin.proto.notification.v1.CreateChannelRequest;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.DeliveryEvent;
import dev.tocsin.proto.notification.v1.DeliveryState;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EmailSettings;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.GetDeliveryRequest;
import dev.tocsin.proto.notification.v1.ListChannelsRequest;
import dev.tocsin.proto.notification.v1.ListDeliveryEventsRequest;
import dev.tocsin.proto.notification.v1.NotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.ReviseNotificationsRequest;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SlackSettings;
import dev.tocsin.proto.notification.v1.SmtpSecurity;
import dev.tocsin.proto.notification.v1.TemplateServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;

/** A tenant of a test's own, with the providers of the fakes. */
public final class Acme {

  private static FakeWorld world;
  private static ManagedChannel wire;

  public final String tenant = UUID.randomUUID().toString();
  public final String group = UUID.randomUUID().toString();
  public final String token = "xoxb-" + tenant;
  public final String secret = "secret-" + tenant;

  private Acme() {
    Neighbours.get();
  }

  public static Acme create() {
    return new Acme();
  }

  public static synchronized FakeWorld world() {
    if (world == null) {
      world = FakeWorld.start(FakeWorldConfig.usual());
      Runtime.getRuntime().addShutdownHook(new Thread(world::close));
    }
    return world;
  }

  public static int port() {
    return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
  }

  public static String url() {
    return "http://localhost:" + port();
  }

  public static synchronized ManagedChannel wire() {
    if (wire == null) {
      wire = ManagedChannelBuilder.forAddress("localhost", port()).usePlaintext().build();
    }
    return wire;
  }

  public NotificationServiceGrpc.NotificationServiceBlockingStub notifications() {
    return NotificationServiceGrpc.newBlockingStub(wire())
        .withInterceptors(As.service("alerting", UUID.fromString(tenant)));
  }

  public ChannelServiceGrpc.ChannelServiceBlockingStub channels(String role) {
    return ChannelServiceGrpc.newBlockingStub(wire())
        .withInterceptors(As.bearer(Neighbours.key(tenant, role)));
  }

  public TemplateServiceGrpc.TemplateServiceBlockingStub templates(String role) {
    return TemplateServiceGrpc.newBlockingStub(wire())
        .withInterceptors(As.bearer(Neighbours.key(tenant, role)));
  }

  public NotificationServiceGrpc.NotificationServiceBlockingStub notificationsAs(String role) {
    return NotificationServiceGrpc.newBlockingStub(wire())
        .withInterceptors(As.bearer(Neighbours.key(tenant, role)));
  }

  /** A Slack channel whose app is installed in the fake workspace and calls back here. */
  public Channel slack() {
    Channel channel =
        create(
            Channel.newBuilder()
                .setName("Slack")
                .setKind(ChannelKind.CHANNEL_KIND_SLACK)
                .setDefaultAddress("#ops")
                .setSlack(
                    SlackSettings.newBuilder()
                        .setBotToken(token)
                        .setSigningSecret(secret)
                        .setApiUrl(world().slack().apiUrl())));
    String callback = url() + channel.getCallbackPath();
    world()
        .slack()
        .install(
            SlackApp.of("T" + tenant, token, secret, callback)
                .sendingCommandsTo(callback.replace("/interactions/", "/commands/"))
                .sendingEventsTo(callback.replace("/interactions/", "/events/")));
    return channel;
  }

  /** The tenant's only channel of the kind. */
  public Channel channelOf(String kind) {
    return channels("admin")
        .listChannels(ListChannelsRequest.getDefaultInstance())
        .getChannelsList()
        .stream()
        .filter(
            channel ->
                channel.getKind().name().equals("CHANNEL_KIND_" + kind.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow();
  }

  /** A request that is signed as Slack signs it, now. */
  public HttpRequest signed(String path, String body) {
    return SlackSigned.request(url() + path, secret, body);
  }

  /** A mail channel that speaks to the fake server. */
  public Channel email() {
    return create(
        Channel.newBuilder()
            .setName("Mail")
            .setKind(ChannelKind.CHANNEL_KIND_EMAIL)
            .setEmail(
                EmailSettings.newBuilder()
                    .setHost("localhost")
                    .setPort(world().smtp().port())
                    .setSecurity(SmtpSecurity.SMTP_SECURITY_NONE)
                    .setFromAddress("tocsin@acme.test")));
  }

  public Channel create(Channel.Builder channel) {
    return channels("admin")
        .createChannel(CreateChannelRequest.newBuilder().setChannel(channel).build());
  }

  public SendNotificationRequest.Builder page(Destination... destinations) {
    return SendNotificationRequest.newBuilder()
        .setIdempotencyKey(UUID.randomUUID().toString())
        .setEventKind(EventKind.EVENT_KIND_PAGE)
        .setRenderContext(context())
        .setAlertGroupId(group)
        .addAllDestinations(List.of(destinations));
  }

  public Delivery send(Destination destination) {
    return notifications().sendNotification(page(destination).build()).getDeliveries(0);
  }

  public ReviseNotificationsRequest.Builder revision(EventKind event) {
    return ReviseNotificationsRequest.newBuilder()
        .setIdempotencyKey(UUID.randomUUID().toString())
        .setAlertGroupId(group)
        .setEventKind(event)
        .setRenderContext(context());
  }

  public static Destination slackMember(String member) {
    return Destination.newBuilder()
        .setKind(ChannelKind.CHANNEL_KIND_SLACK)
        .setAddress(member)
        .setUserId("11111111-1111-4111-8111-111111111111")
        .build();
  }

  public static Destination mail(String address) {
    return Destination.newBuilder()
        .setKind(ChannelKind.CHANNEL_KIND_EMAIL)
        .setAddress(address)
        .setUserId("11111111-1111-4111-8111-111111111111")
        .build();
  }

  /** What alerting tells of an alert. */
  public Struct context() {
    return struct(
        """
        {"alert": {"id": "a-1", "title": "Disk almost full on db-1 %1$s", "severity": "critical", "source": "alertmanager",
          "labels": {"instance": "db-1:9100", "service": "payments", "alertname": "DiskFull"},
          "annotations": {"description": "4 %% free"}, "start_time": "2026-11-21T03:00:00Z",
          "source_url": "https://prom.example/graph?a=1&b=_2"},
         "group": {"id": "%1$s", "alert_count": 2}, "policy": {"name": "DB", "step": 1},
         "user": {"id": "u-1", "name": "Ada Okafor"}, "links": {"alert": "https://tocsin.example/alerts/a-1"},
         "actor": {"name": "Ben Lindqvist", "kind": "user"}}\
        """
            .formatted(group));
  }

  public static Struct struct(String json) {
    try {
      Struct.Builder struct = Struct.newBuilder();
      JsonFormat.parser().merge(json, struct);
      return struct.build();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The Slack messages about this tenant's group, newest first. */
  public List<InboxItem> messages() {
    return arrived("slack");
  }

  /** The mails about this tenant's group, newest first. */
  public List<InboxItem> mails() {
    return arrived("email");
  }

  private List<InboxItem> arrived(String channel) {
    return world().inbox().list().stream()
        .filter(item -> item.channel().equals(channel) && item.subject().contains(group))
        .toList();
  }

  /** Slack misbehaves for this tenant when it takes messages; 0 times means until mended. */
  public void arm(FaultMode mode, int times) {
    world()
        .faults()
        .arm(Fault.of("slack", mode).times(times).on("chat.postMessage").matching(token));
  }

  /** Slack is not available for this tenant until {@link #mend}. */
  public void failing() {
    world().faults().arm(Fault.of("slack", FaultMode.FAIL).answering(503).matching(token));
  }

  /**
   * Slack asks this tenant to wait so long before each further attempt, until {@link #mend}: what
   * is sent stays queued meanwhile, however slow the machine is.
   */
  public void busy(Duration pause) {
    world()
        .faults()
        .arm(
            Fault.of("slack", FaultMode.RATE_LIMIT)
                .retryAfter((int) pause.toSeconds())
                .matching(token));
  }

  public void mend() {
    world().faults().clear();
  }

  public Delivery delivery(String id) {
    return notifications().getDelivery(GetDeliveryRequest.newBuilder().setId(id).build());
  }

  /** What was told of a delivery under this kind, in order. */
  public List<String> told(String id, String kind) {
    return notifications()
        .listDeliveryEvents(ListDeliveryEventsRequest.newBuilder().setId(id).build())
        .getEventsList()
        .stream()
        .filter(event -> event.getKind().equals(kind))
        .map(DeliveryEvent::getDetail)
        .toList();
  }

  /** Kinds of what happened to a delivery, in order. */
  public List<String> events(String id) {
    return notifications()
        .listDeliveryEvents(ListDeliveryEventsRequest.newBuilder().setId(id).build())
        .getEventsList()
        .stream()
        .map(DeliveryEvent::getKind)
        .toList();
  }

  public Delivery await(String id, DeliveryState state) {
    return await(id, delivery -> delivery.getState() == state);
  }

  /** Waits until the delivery is as wanted, at most a minute. */
  public Delivery await(String id, Predicate<Delivery> wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      Delivery delivery = delivery(id);
      if (wanted.test(delivery)) {
        return delivery;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("Still so after a minute: " + delivery + "events: " + events(id));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
