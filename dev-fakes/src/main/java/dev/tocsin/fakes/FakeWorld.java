package dev.tocsin.fakes;

import dev.tocsin.fakes.discord.FakeDiscord;
import dev.tocsin.fakes.fault.FaultSite;
import dev.tocsin.fakes.fault.Faults;
import dev.tocsin.fakes.hook.FakeHooks;
import dev.tocsin.fakes.http.Frame;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxSite;
import dev.tocsin.fakes.jira.FakeJira;
import dev.tocsin.fakes.slack.FakeSlack;
import dev.tocsin.fakes.slack.IncomingWebhooks;
import dev.tocsin.fakes.smtp.FakeSmtp;
import dev.tocsin.fakes.ticket.FakeTickets;
import dev.tocsin.fakes.twilio.FakeTwilio;
import dev.tocsin.fakes.wall.Wall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All look-alikes, listening. One HTTP port serves Slack, the webhook receivers, the inbox, the
 * faults and the phone wall; two more speak SMTP. Runs on an event loop of its own.
 */
public final class FakeWorld implements AutoCloseable {

  private static final long START_SECONDS = 30;
  private static final Set<String> TARGETS =
      Set.of("slack", "slack_webhook", "discord", "twilio", "smtp", "ticket", "webhook", "jira");

  private final Vertx vertx;
  private final HttpServer server;
  private final HttpClient http;
  private final String host;
  private final WorldClock clock;
  private final Faults faults = new Faults();
  private final Inbox inbox;
  private final FakeSlack slack;
  private final FakeSmtp smtp;
  private final FakeTickets tickets;
  private final FakeHooks hooks;
  private final FakeDiscord discord;
  private final FakeTwilio twilio;
  private final IncomingWebhooks slackWebhooks;
  private final FakeJira jira;

  private FakeWorld(FakeWorldConfig config) {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    host = config.host();
    clock = new WorldClock(config.clock());
    inbox = new Inbox(config.capacity());
    slack = new FakeSlack(inbox, clock, http, this::url, config.capacity());
    config.apps().forEach(slack::install);
    config.users().forEach(slack::add);
    config.channels().forEach(slack::add);
    smtp = new FakeSmtp(vertx, inbox, faults, clock, host, config.smtp());
    tickets = new FakeTickets(inbox, this::url, config.capacity());
    config.ticketSecrets().forEach(tickets::receive);
    hooks = new FakeHooks(inbox, this::url);
    discord = new FakeDiscord(inbox, clock, http, this::url, config.capacity());
    twilio = new FakeTwilio(inbox, clock, http, this::url);
    slackWebhooks = new IncomingWebhooks(inbox, this::url);
    jira = new FakeJira(inbox, clock, http, this::url, config.capacity());
    Frame frame =
        new Frame(
            vertx,
            clock,
            faults,
            List.of(
                slack,
                slack.setup(),
                tickets,
                hooks,
                discord,
                twilio,
                slackWebhooks,
                jira,
                new InboxSite(vertx, inbox),
                new FaultSite(faults, TARGETS),
                new WorldSite(this),
                new Wall(inbox)));
    server = vertx.createHttpServer(serverOptions()).requestHandler(frame::handle);
  }

  private static HttpServerOptions serverOptions() {
    return new HttpServerOptions().setTcpNoDelay(true).setCompressionSupported(false);
  }

  /**
   * Starts everything.
   *
   * @throws IllegalStateException when a port is taken or nothing listens after 30 seconds
   */
  public static FakeWorld start(FakeWorldConfig config) {
    FakeWorld world = new FakeWorld(config);
    try {
      await(Future.all(world.server.listen(config.port(), config.host()), world.smtp.listen()));
      return world;
    } catch (IllegalStateException failed) {
      world.close();
      throw failed;
    }
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "the fakes could not start: " + failed.getCause(), failed.getCause());
    } catch (TimeoutException slow) {
      throw new IllegalStateException("the fakes did not start within 30 seconds", slow);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the fakes started", interrupted);
    }
  }

  /** The address of the HTTP port, without a slash at the end; the phone wall is its root. */
  public String url() {
    return "http://" + host + ":" + server.actualPort();
  }

  public int port() {
    return server.actualPort();
  }

  public FakeSlack slack() {
    return slack;
  }

  public FakeSmtp smtp() {
    return smtp;
  }

  public FakeTickets tickets() {
    return tickets;
  }

  public FakeHooks hooks() {
    return hooks;
  }

  public FakeTwilio twilio() {
    return twilio;
  }

  public FakeDiscord discord() {
    return discord;
  }

  public IncomingWebhooks slackWebhooks() {
    return slackWebhooks;
  }

  public FakeJira jira() {
    return jira;
  }

  public Inbox inbox() {
    return inbox;
  }

  public Faults faults() {
    return faults;
  }

  public WorldClock clock() {
    return clock;
  }

  /** Stops listening and drops what is open. */
  @Override
  public void close() {
    http.shutdownNow();
    await(vertx.close());
  }
}
