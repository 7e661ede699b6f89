package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.command.Asked;
import dev.tocsin.notification.command.Commands;
import dev.tocsin.platform.http.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The request URL of Slack's slash command, {@code POST /api/v1/slack/commands/{channel}}. Slack
 * waits three seconds: who typed it reads what came of it in the answer, or a little later when it
 * takes longer. Nobody else sees it. The same request again does no harm.
 *
 * @see <a href="https://docs.slack.dev/interactivity/implementing-slash-commands">Slack: slash
 *     commands</a>
 */
@Singleton
class SlackCommands {

  private static final Logger LOG = Logger.getLogger(SlackCommands.class);
  private static final long PATIENCE_MS = 2_200;

  private final SlackRequests requests;
  private final Commands commands;
  private final SlackWhisper whisper;
  private final Vertx vertx;

  SlackCommands(SlackRequests requests, Commands commands, SlackWhisper whisper, Vertx vertx) {
    this.requests = requests;
    this.commands = commands;
    this.whisper = whisper;
    this.vertx = vertx;
  }

  void routes(@Observes Router router) {
    router.post("/api/v1/slack/commands/:channel").handler(this::receive);
  }

  private void receive(RoutingContext call) {
    requests
        .receive(call)
        .subscribe()
        .with(request -> take(call, request), failure -> Problems.write(call, failure));
  }

  private void take(RoutingContext call, SlackRequest request) {
    Asked asked;
    String responseUrl;
    try {
      SlackForm form = SlackForm.read(request.body());
      if (form.has("ssl_check")) {
        call.response().end();
        return;
      }
      responseUrl = form.get("response_url");
      asked =
          new Asked(
              request.tenant(),
              form.required("user_id"),
              form.get("text"),
              key(request),
              form.get("command").matches("/[^\\s`]{1,32}") ? form.get("command") : "/tocsin");
    } catch (RuntimeException e) {
      Problems.write(call, e);
      return;
    }
    run(call, asked, responseUrl);
  }

  /** Answers when it is done, or in time that it will be; the work goes on either way. */
  private void run(RoutingContext call, Asked asked, String responseUrl) {
    AtomicBoolean answered = new AtomicBoolean();
    long timer =
        vertx.setTimer(
            PATIENCE_MS,
            late -> {
              if (answered.compareAndSet(false, true)) {
                write(call, "Tocsin is at it, and tells you here what comes of it.");
              }
            });
    commands
        .run(asked)
        .chain(
            words -> {
              vertx.cancelTimer(timer);
              if (answered.compareAndSet(false, true)) {
                write(call, words);
                return Uni.createFrom().voidItem();
              }
              return whisper.say(responseUrl, words);
            })
        .subscribe()
        .with(
            told -> {},
            failure -> LOG.warnf(failure, "tenant=%s telling who asked failed", asked.tenant()));
  }

  private static void write(RoutingContext call, String words) {
    if (!call.response().ended() && !call.response().closed()) {
      call.response()
          .putHeader("Content-Type", "application/json; charset=utf-8")
          .putHeader("Cache-Control", "no-store")
          .end(SlackWhisper.message(words).encode());
    }
  }

  /** Of the very request, by what is signed: each command has a trigger of its own. */
  private static String key(SlackRequest request) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update((request.channel().id() + ":" + request.timestamp() + ":").getBytes(UTF_8));
      return "slack-command-" + HexFormat.of().formatHex(hash.digest(request.body()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
