package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.ThreadReplies;
import dev.tocsin.notification.command.Asked;
import dev.tocsin.notification.command.Commands;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.http.Problems;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The request URL of Slack's Events API, {@code POST /api/v1/slack/events/{channel}}: a mention of
 * the app does what the slash command does and is answered in its thread. Slack repeats what it
 * gets no 2xx for within three seconds. An event is done, then kept in mind, and only then answered
 * with 200, however long that takes: a crash loses no page, since Slack repeats the event. Doing it
 * again, also while the first is still being done, pages nobody anew; whichever is kept in mind
 * first is told of in the thread.
 */
@Singleton
class SlackEvents {

  private static final Logger LOG = Logger.getLogger(SlackEvents.class);

  private final SlackRequests requests;
  private final Commands commands;
  private final ThreadReplies replies;
  private final Database db;

  SlackEvents(
      SlackRequests requests,
      Commands commands,
      @All List<ThreadReplies> replies,
      @ServiceDatabase("notification") Database db) {
    this.requests = requests;
    this.commands = commands;
    this.replies =
        replies.stream().filter(each -> each.kind().equals("slack")).findFirst().orElseThrow();
    this.db = db;
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
    act(request, mention, () -> taken(call))
        .subscribe()
        .with(
            done -> taken(call),
            failure -> {
              LOG.warnf(failure, "tenant=%s an event of Slack failed", request.tenant());
              if (isWaiting(call)) {
                Problems.write(call, failure);
              }
            });
  }

  private static void taken(RoutingContext call) {
    if (isWaiting(call)) {
      call.response().end();
    }
  }

  /** Slack hangs up when it has waited long enough. */
  private static boolean isWaiting(RoutingContext call) {
    return !call.response().ended() && !call.response().closed();
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
