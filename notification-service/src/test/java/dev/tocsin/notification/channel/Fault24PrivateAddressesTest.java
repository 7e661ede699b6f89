package dev.tocsin.notification.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.notification.channel.discord.DiscordChannel;
import dev.tocsin.notification.channel.email.EmailChannel;
import dev.tocsin.notification.channel.email.EmailConfig;
import dev.tocsin.notification.channel.slack.SlackChannel;
import dev.tocsin.notification.channel.slackwebhook.SlackWebhookChannel;
import dev.tocsin.notification.channel.twilio.TwilioChannel;
import dev.tocsin.notification.channel.webhook.WebhookChannel;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.outbound.OutboundAddresses;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.time.TocsinClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** FAULTS 24: no channel leads a tenant into our network, however the address is written. */
class Fault24PrivateAddressesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
  private static final String SECRET = "whsec_dG9jc2luLWhvb2stc2VjcmV0LW51bWJlci0x";

  /** Only loopback is allowed here, where the look-alike of a server listens. */
  private static final List<String> FORBIDDEN =
      List.of(
          "169.254.169.254",
          "[::ffff:169.254.169.254]",
          "[::ffff:a9fe:a9fe]",
          "[64:ff9b::a9fe:a9fe]",
          "2852039166",
          "10.0.0.1",
          "192.168.1.1",
          "[fd00:ec2::254]",
          "0.0.0.0");

  /** Every kind of channel that sends to an address which its settings name. */
  enum Kind {
    WEBHOOK,
    SLACK_WEBHOOK,
    DISCORD,
    SLACK,
    TWILIO,
    EMAIL;

    Channel channel(OutboundAddresses addresses) {
      var http = new OutboundHttp(vertx, new ChannelContract.Outbound(), addresses);
      TocsinClock clock = TocsinClock.standingAt(NOW);
      return switch (this) {
        case WEBHOOK -> new WebhookChannel(http, clock);
        case SLACK_WEBHOOK -> new SlackWebhookChannel(http);
        case DISCORD -> new DiscordChannel(http);
        case SLACK -> new SlackChannel(http);
        case TWILIO -> new TwilioChannel(http, () -> 2, new TocsinClock());
        case EMAIL -> new EmailChannel(vertx, addresses, new Impatient(), clock);
      };
    }

    ChannelSettings leadingTo(String host, int port) {
      String url = "http://" + host + ":" + port;
      return switch (this) {
        case WEBHOOK -> new ChannelSettings(Map.of("url", url + "/hook"), Map.of("secret", SECRET));
        case SLACK_WEBHOOK -> new ChannelSettings(Map.of(), Map.of("url", url + "/services/T/B/x"));
        case DISCORD -> new ChannelSettings(Map.of(), Map.of("url", url + "/api/webhooks/1/t"));
        case SLACK ->
            new ChannelSettings(
                Map.of("api_url", url + "/api"),
                Map.of("bot_token", "xoxb-1", "signing_secret", "s"));
        case TWILIO ->
            new ChannelSettings(
                Map.of("account_sid", "AC1", "from_number", "+15005550006", "api_url", url),
                Map.of("auth_token", "t"));
        case EMAIL ->
            new ChannelSettings(
                Map.of(
                    "host",
                    host,
                    "port",
                    port,
                    "security",
                    "SMTP_SECURITY_NONE",
                    "from_address",
                    "tocsin@acme.test",
                    "trusted_certificates",
                    ""),
                Map.of());
      };
    }

    String address() {
      return switch (this) {
        case SLACK -> "U0ADA0001";
        case TWILIO -> "+436641234567";
        case EMAIL -> "ada@acme.test";
        default -> "hook.example";
      };
    }
  }

  private record Impatient() implements EmailConfig {
    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(3);
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(3);
    }
  }

  static Vertx vertx;
  private static HttpServer server;
  private static final AtomicInteger REQUESTS = new AtomicInteger();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  REQUESTS.incrementAndGet();
                  String here = "http://127.0.0.1:" + request.localAddress().port();
                  request
                      .response()
                      .setStatusCode(307)
                      .putHeader("Location", here + "/elsewhere")
                      .end();
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterAll
  static void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void forget() {
    REQUESTS.set(0);
  }

  static Stream<Arguments> everyKindAndAddress() {
    return Stream.of(Kind.values())
        .flatMap(kind -> FORBIDDEN.stream().map(host -> Arguments.of(kind, host)));
  }

  @ParameterizedTest
  @MethodSource("everyKindAndAddress")
  void sendsToNoPrivateAddress(Kind kind, String host) {
    SendResult result = send(kind, addresses(InetAddress::getAllByName), host);

    var refused = assertInstanceOf(SendResult.Refused.class, result);
    assertTrue(refused.reason().contains("may not be reached"), refused.reason());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void sendsToNoNameThatLeadsThere(Kind kind) throws Exception {
    InetAddress[] metadata = {InetAddress.getByName("169.254.169.254")};

    assertInstanceOf(
        SendResult.Refused.class, send(kind, addresses(host -> metadata), "metadata.example"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void connectsToTheAddressThatWasJudgedAndAsksForNoOther(Kind kind) throws Exception {
    InetAddress[] good = {InetAddress.getByName("127.0.0.1")};
    InetAddress[] bad = {InetAddress.getByName("169.254.169.254")};
    var lookups = new AtomicInteger();
    OutboundAddresses rebinding = addresses(host -> lookups.incrementAndGet() == 1 ? good : bad);

    send(kind, rebinding, "rebind.example");
    assertEquals(1, lookups.get(), "one look-up for one message");

    assertInstanceOf(SendResult.Refused.class, send(kind, rebinding, "rebind.example"));
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "EMAIL", mode = EnumSource.Mode.EXCLUDE)
  void followsNoRedirect(Kind kind) {
    send(kind, addresses(InetAddress::getAllByName), "127.0.0.1");

    assertEquals(1, REQUESTS.get(), "the redirect itself, and nothing after it");
  }

  private static OutboundAddresses addresses(OutboundAddresses.Resolver resolver) {
    return new OutboundAddresses(vertx, new ChannelContract.Outbound(), resolver);
  }

  private static SendResult send(Kind kind, OutboundAddresses addresses, String host) {
    Channel channel = kind.channel(addresses);
    Map<String, String> parts = new LinkedHashMap<>();
    channel
        .parts()
        .forEach(
            part ->
                parts.put(
                    part.name(), part.escape().name().endsWith("_JSON") ? "[]" : "Disk full"));
    var message =
        new Message(
            UUID.randomUUID(), "g-1", EventKind.PAGE, kind.address(), parts, false, NOW, "");
    return channel
        .send(message, kind.leadingTo(host, server.actualPort()))
        .await()
        .atMost(PATIENCE);
  }
}
