package dev.tocsin.fakes;

import dev.tocsin.fakes.slack.SlackApp;
import dev.tocsin.fakes.slack.SlackChannel;
import dev.tocsin.fakes.slack.SlackUser;
import dev.tocsin.fakes.smtp.SmtpConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Who and what is in the world when it starts; more can be added while it runs.
 *
 * @param host the address to listen on
 * @param port of the shared HTTP port; 0 takes a free one
 * @param ticketSecrets name of each ticket webhook and its {@code whsec_} secret
 * @param capacity how many items the inbox keeps; also messages per conversation, and tickets
 * @param clock where the time comes from
 */
public record FakeWorldConfig(
    String host,
    int port,
    SmtpConfig smtp,
    List<SlackApp> apps,
    List<SlackUser> users,
    List<SlackChannel> channels,
    Map<String, String> ticketSecrets,
    int capacity,
    InstantSource clock) {

  /** The token of the app that {@link #usual()} installs. */
  public static final String BOT_TOKEN = "xoxb-tocsin-demo";

  /** Its signing secret. */
  public static final String SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

  /** The secret of the ticket webhook {@code desk}. */
  public static final String TICKET_SECRET = "whsec_dG9jc2luLWRlbW8tdGlja2V0LXNlY3JldA==";

  public FakeWorldConfig {
    apps = List.copyOf(apps);
    users = List.copyOf(users);
    channels = List.copyOf(channels);
    ticketSecrets = Map.copyOf(ticketSecrets);
  }

  /**
   * Loopback, free ports, three people (ada, ben, chi at acme.test), the channels #ops and
   * #general, one app without a request URL, one ticket webhook {@code desk}.
   */
  public static FakeWorldConfig usual() {
    return new FakeWorldConfig(
        "127.0.0.1",
        0,
        SmtpConfig.usual(),
        List.of(SlackApp.of("Tocsin", BOT_TOKEN, SIGNING_SECRET, null)),
        List.of(
            new SlackUser("U0ADA0001", "ada", "Ada Okafor", "ada@acme.test"),
            new SlackUser("U0BEN0001", "ben", "Ben Lindqvist", "ben@acme.test"),
            new SlackUser("U0CHI0001", "chi", "Chi Nakamura", "chi@acme.test")),
        List.of(SlackChannel.open("C0OPS0001", "ops"), SlackChannel.open("C0GEN0001", "general")),
        Map.of("desk", TICKET_SECRET),
        5_000,
        InstantSource.system());
  }

  public FakeWorldConfig onPort(int newPort) {
    return new FakeWorldConfig(
        host, newPort, smtp, apps, users, channels, ticketSecrets, capacity, clock);
  }

  public FakeWorldConfig onHost(String newHost) {
    return new FakeWorldConfig(
        newHost, port, smtp, apps, users, channels, ticketSecrets, capacity, clock);
  }

  public FakeWorldConfig withSmtp(SmtpConfig newSmtp) {
    return new FakeWorldConfig(
        host, port, newSmtp, apps, users, channels, ticketSecrets, capacity, clock);
  }

  public FakeWorldConfig withApps(List<SlackApp> newApps) {
    return new FakeWorldConfig(
        host, port, smtp, newApps, users, channels, ticketSecrets, capacity, clock);
  }

  public FakeWorldConfig withPeople(List<SlackUser> newUsers, List<SlackChannel> newChannels) {
    return new FakeWorldConfig(
        host, port, smtp, apps, newUsers, newChannels, ticketSecrets, capacity, clock);
  }

  public FakeWorldConfig withTicketSecrets(Map<String, String> newSecrets) {
    return new FakeWorldConfig(
        host, port, smtp, apps, users, channels, newSecrets, capacity, clock);
  }

  public FakeWorldConfig keeping(int newCapacity) {
    return new FakeWorldConfig(
        host, port, smtp, apps, users, channels, ticketSecrets, newCapacity, clock);
  }

  public FakeWorldConfig withClock(InstantSource newClock) {
    return new FakeWorldConfig(
        host, port, smtp, apps, users, channels, ticketSecrets, capacity, newClock);
  }
}
