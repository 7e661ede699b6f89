package dev.tocsin.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.discord.DiscordWebhook;
import dev.tocsin.fakes.slack.SlackApp;
import dev.tocsin.fakes.slack.SlackChannel;
import dev.tocsin.fakes.slack.SlackUser;
import dev.tocsin.fakes.smtp.SmtpConfig;
import dev.tocsin.fakes.twilio.TwilioAccount;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.standalone.rest.RestApi;
import dev.tocsin.standalone.serve.Secrets;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The demo of a running server: the look-alikes, and the tenant "acme" whose messages go to them.
 */
public final class Demo implements AutoCloseable {
  private static final String BOT_TOKEN = "xoxb-acme-demo";
  private static final String SIGNING_SECRET = "acme-demo-signing-secret";

  /**
   * What the phone wall keeps. The look-alikes share the server's heap, and a message as they keep
   * it takes ten kilobytes.
   */
  private static final int KEPT_MESSAGES = 1_500;

  private static final DiscordWebhook DISCORD =
      DiscordWebhook.of("1200000000000000007", "acme-demo-token", "ops");
  private static final String JIRA_SECRET = "acme-demo-jira-webhook-secret";

  private final FakeWorld world;
  private final DemoFile file;

  private Demo(FakeWorld world, DemoFile file) {
    this.world = world;
    this.file = file;
  }

  /**
   * Starts the look-alikes and makes the tenant, or finds what an earlier start made.
   *
   * @param localUrl the running server, from here
   * @param publicUrl the running server, as people reach it
   * @param data the data folder, for {@code demo.json} and the operator key
   * @param clock the server's clock, so that moving it moves the look-alikes too
   */
  public static Demo open(String localUrl, String publicUrl, Path data, InstantSource clock) {
    var http = HttpClient.newHttpClient();
    Optional<DemoFile> earlier = DemoFile.read(data);
    FakeWorld world = world(earlier, clock);
    try {
      RestApi operator =
          new RestApi(http, localUrl, Secrets.of(data).getOrDefault(Secrets.OPERATOR_KEY, ""));
      world.discord().open(DISCORD);
      DemoFile file = earlier.orElseGet(() -> make(operator, publicUrl, world, data));
      RestApi owner = operator.as(file.apiKeys().getOrDefault("owner", ""));
      connectSlack(owner, localUrl, world);
      connectTwilio(owner, publicUrl, world);
      connectJira(owner, localUrl, world);
      file.write(data);
      return new Demo(world, file);
    } catch (RuntimeException e) {
      world.close();
      throw e;
    }
  }

  /** What to tell the person at the terminal. */
  public String words() {
    return """
    Tocsin is up with the demo tenant "acme".

    Open %s and sign in as %s
    with the password %s
    The phone wall, where you see what each person gets: %s/
    The API: %s/api/docs

    Send the first alert:

      curl -X POST '%s' -H 'X-API-Key: %s' -H 'Content-Type: application/json' \\
        -d '{"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"DiskFull",\
    "severity":"critical","instance":"db1"},"annotations":{"summary":"/var is 97 %% full on db1"},\
    "startsAt":"2026-01-01T00:00:00Z"}]}'
    """
        .formatted(
            file.baseUrl(),
            file.ownerEmail(),
            file.ownerPassword(),
            world.url(),
            file.baseUrl(),
            file.webhookUrl("alertmanager"),
            file.webhookKeys().get("alertmanager"));
  }

  @Override
  public void close() {
    world.close();
  }

  private static FakeWorld world(Optional<DemoFile> earlier, InstantSource clock) {
    int http = earlier.map(DemoFile::fakesPort).orElse(0);
    int smtp = earlier.map(DemoFile::smtpPort).orElse(0);
    return FakeWorld.start(
        FakeWorldConfig.usual()
            .onPort(http)
            .keeping(KEPT_MESSAGES)
            .withClock(clock)
            .withSmtp(SmtpConfig.usual().onPorts(smtp, 0))
            .withApps(List.of(SlackApp.of("Tocsin", BOT_TOKEN, SIGNING_SECRET, null)))
            .withPeople(
                List.of(
                    new SlackUser("U0ADA0001", "ada", "Ada Lovelace", "ada@acme.example"),
                    new SlackUser("U0BEN0001", "ben", "Ben Turing", "ben@acme.example")),
                List.of(
                    SlackChannel.open("C0OPS", "ops"),
                    SlackChannel.open("C0EMERGENCY", "emergency"))));
  }

  /** Removes what an earlier start left when it was killed while it made the tenant. */
  private static void forget(RestApi operator) {
    for (JsonNode tenant : operator.get("/api/v1/admin/tenants?pageSize=500").path("tenants")) {
      if (tenant.path("slug").asText().equals(Acme.SLUG)) {
        operator.delete("/api/v1/admin/tenants/" + tenant.path("id").asText());
      }
    }
  }

  private static DemoFile make(RestApi operator, String publicUrl, FakeWorld world, Path data) {
    DemoFile.begin(data, () -> forget(operator));
    var fakes =
        new Acme.Fakes(
            world.slack().apiUrl(),
            BOT_TOKEN,
            SIGNING_SECRET,
            world.twilio().apiUrl(),
            world.discord().url(DISCORD),
            world.smtp().port(),
            world.tickets().url("desk"),
            FakeWorldConfig.TICKET_SECRET,
            world.jira().url(),
            JIRA_SECRET);
    Acme.Made made = new Acme(operator, fakes).make(Ids.secret(""));
    return new DemoFile(
        publicUrl,
        made.ownerEmail(),
        made.ownerPassword(),
        made.apiKeys(),
        made.webhookKeys(),
        world.url(),
        world.port(),
        world.smtp().port());
  }

  /**
   * The look-alike forgets with its process, so it learns at each start where pressed buttons go.
   */
  private static void connectSlack(RestApi owner, String localUrl, FakeWorld world) {
    for (JsonNode channel : owner.get("/api/v1/channels").path("channels")) {
      String path = channel.path("callbackPath").asText();
      if (channel.path("kind").asText().equals("CHANNEL_KIND_SLACK") && !path.isEmpty()) {
        owner
            .as("")
            .at(world.url())
            .post(
                "/slack/app",
                Map.of(
                    "name",
                    "Tocsin",
                    "bot_token",
                    BOT_TOKEN,
                    "signing_secret",
                    SIGNING_SECRET,
                    "request_url",
                    localUrl + path,
                    "command_url",
                    localUrl + path.replace("/interactions/", "/commands/"),
                    "events_url",
                    localUrl + path.replace("/interactions/", "/events/")));
      }
    }
  }

  /** Twilio signs the address that it calls, and that is the public one. */
  private static void connectTwilio(RestApi owner, String publicUrl, FakeWorld world) {
    String callback = "";
    for (JsonNode channel : owner.get("/api/v1/channels").path("channels")) {
      if (channel.path("kind").asText().equals("CHANNEL_KIND_SMS")) {
        callback = publicUrl + channel.path("callbackPath").asText();
      }
    }
    world
        .twilio()
        .open(new TwilioAccount(Acme.TWILIO_SID, Acme.TWILIO_TOKEN, Acme.TWILIO_NUMBER, callback));
  }

  /** Where the look-alike's webhooks go, learned anew at each start for the same reason. */
  private static void connectJira(RestApi owner, String localUrl, FakeWorld world) {
    for (JsonNode provider : owner.get("/api/v1/ticket-providers").path("providers")) {
      if (provider.path("type").asText().equals("jira")) {
        world.jira().webhook(localUrl + provider.path("callbackPath").asText(), JIRA_SECRET);
      }
    }
  }
}
