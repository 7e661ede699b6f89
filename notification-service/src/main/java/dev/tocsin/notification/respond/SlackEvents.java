package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.ThreadReplies;
import dev.tocsin.notification.command.Asked;
import dev.tocsin.notification.command.Commands;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.http.Problems;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The request URL of Slack's Events API, {@code POST /api/v1/slack/events/{channel}}: a mention of
 * the app does what the slash command does and is answered in its thread. Slack repeats what it
 * gets no 2xx for within three seconds. An event is done before it is kept in mind, so that a crash
 * in between loses no page; doing it again pages nobody anew.
 */
@ApplicationScoped
class SlackEvents {

  private static final Logger LOG = Logger.getLogger(SlackEvents.class);
  private static final long PATIENCE_MS = 2_200;

  private final SlackRequests requests;
  private final Commands commands;
  private final ThreadReplies replies;
  private final Database db;
  private final Vertx vertx;

  SlackEvents(
      SlackRequests requests,
      Commands commands,
      @All List<ThreadReplies> replies,
      @ServiceDatabase("notification") Database db,
      Vertx vertx) {
    this.requests = requests;
    this.commands = commands;
    this.replies =
        replies.stream().filter(each -> each.kind().equals("slack")).findFirst().orElseThrow();
    this.db = db;
    this.vertx = vertx;
  }

  void routes(@Observes Router router) {
    router.post("/api/v1/slack/events/:channel").handler(this::receive);
  }

  private void receive(RoutingContext call) {
    requests
        .receive(call)
        .subscribe()
        .with(request -> take(call, request), failure -> Problems.write(call, failure));
  }

  private void take(RoutingContext call, SlackRequest request) {
    SlackEvent event;
    try {
      event = SlackEvent.read(request.body());
    } catch (RuntimeException e) {
      Problems.write(call, e);
      return;
    }
    switch (event) {
      case SlackEvent.Verification verification ->
          call.response()
              .putHeader("Content-Type", "text/plain; charset=utf-8")
              .putHeader("X-Content-Type-Options", "nosniff")
              .end(verification.challenge());
      case SlackEvent.Other other -> call.response().end();
      case SlackEvent.Mention mention -> run(call, request, mention);
    }
  }

  private void run(RoutingContext call, SlackRequest request, SlackEvent.Mention mention) {
    AtomicBoolean answered = new AtomicBoolean();
    Runnable taken =
        () -> {
          if (answered.compareAndSet(false, true) && !call.response().closed()) {
            call.response().end();
          }
        };
    long timer = vertx.setTimer(PATIENCE_MS, late -> taken.run());
    act(request, mention, taken)
        .subscribe()
        .with(
            done -> {
              vertx.cancelTimer(timer);
              taken.run();
            },
            failure -> {
              vertx.cancelTimer(timer);
              LOG.warnf(failure, "tenant=%s an event of Slack failed", request.tenant());
              if (answered.compareAndSet(false, true)) {
                Problems.write(call, failure);
              }
            });
  }

  private Uni<Void> act(SlackRequest request, SlackEvent.Mention mention, Runnable taken) {
    String id = "event/" + mention.id();
    Asked asked =
        new Asked(
            request.tenant(),
            mention.member(),
            mention.text(),
            "slack-event-" + request.channel().id() + "-" + mention.id(),
            "@Tocsin");
    return db.inTenant(
            request.tenant(),
            tx -> ReceivedMessages.isKnown(tx, request.tenant(), request.channel().id(), id))
        .chain(
            known ->
                known
                    ? Uni.createFrom().voidItem()
                    : commands.run(asked).chain(words -> tell(request, mention, id, words, taken)));
  }

  private Uni<Void> tell(
      SlackRequest request, SlackEvent.Mention mention, String id, String words, Runnable taken) {
    return db.inTenant(
            request.tenant(),
            tx ->
                ReceivedMessages.isNew(
                    tx, request.tenant(), request.channel().id(), id, db.clock().now()))
        .invoke(taken)
        .chain(
            fresh ->
                fresh
                    ? replies.say(
                        request.channel().settings(), mention.place(), mention.thread(), words)
                    : Uni.createFrom().item(""))
        .invoke(
            why -> {
              if (!why.isEmpty()) {
                LOG.warnf("tenant=%s a mention was not answered: %s", request.tenant(), why);
              }
            })
        .replaceWithVoid();
  }
}
