package dev.tocsin.notification.respond;

import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.http.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Slack's interactivity request URL, {@code POST /api/v1/slack/interactions/{channel}}. The
 * signature of the raw body is checked before it is parsed. Slack wants an answer within three
 * seconds: it gets one at once, and the presser sees the message change, or reads what went wrong.
 * The same request again does no harm: answers are idempotent.
 */
@Singleton
class SlackInteractions {

  private static final Logger LOG = Logger.getLogger(SlackInteractions.class);

  private final SlackRequests requests;
  private final Answering answering;
  private final Responders responders;
  private final SlackWhisper whisper;

  SlackInteractions(
      SlackRequests requests, Answering answering, Responders responders, SlackWhisper whisper) {
    this.requests = requests;
    this.answering = answering;
    this.responders = responders;
    this.whisper = whisper;
  }

  void routes(@Observes Router router) {
    router.post("/api/v1/slack/interactions/:channel").handler(this::receive);
  }

  private void receive(RoutingContext call) {
    requests
        .receive(call)
        .map(request -> new Verified(request, SlackPress.read(request.body())))
        .subscribe()
        .with(
            verified -> {
              call.response().setStatusCode(200).end();
              verified.press().ifPresent(press -> answer(verified.request(), press));
            },
            failure -> Problems.write(call, failure));
  }

  /** A verified request and the press that it tells of. */
  private record Verified(SlackRequest request, Optional<SlackPress> press) {}

  private void answer(SlackRequest request, SlackPress press) {
    responders
        .find(request.tenant(), request.channel().id(), press)
        .chain(
            user ->
                answering.give(
                    press.answer(), request.tenant(), press.group(), user, note(press, user)))
        .onItemOrFailure()
        .transformToUni((result, failure) -> tell(request, press, result, failure))
        .subscribe()
        .with(
            told -> {},
            failure ->
                LOG.warnf(failure, "tenant=%s telling the presser failed", request.tenant()));
  }

  private static String note(SlackPress press, String user) {
    return user.isEmpty() ? press.answer().done() + " in Slack by member " + press.member() : "";
  }

  /** A change shows in the message itself; everything else is told to the presser alone. */
  private Uni<Void> tell(
      SlackRequest request,
      SlackPress press,
      @org.jspecify.annotations.Nullable AnswerResult result,
      @org.jspecify.annotations.Nullable Throwable failure) {
    if (result != null && result.changed()) {
      return Uni.createFrom().voidItem();
    }
    String words = result == null ? sorry(request, press, failure) : result.words();
    return whisper.say(press.responseUrl(), words);
  }

  private static String sorry(
      SlackRequest request,
      SlackPress press,
      @org.jspecify.annotations.Nullable Throwable failure) {
    LOG.warnf(
        failure,
        "tenant=%s group=%s the press of a button failed",
        request.tenant(),
        press.group());
    return switch (failure) {
      case NotFound gone -> "This alert does not exist any more.";
      case Precondition no -> "That is not possible: " + no.getMessage();
      case Conflict no -> "That is not possible: " + no.getMessage();
      case Invalid no -> "That is not possible: " + no.getMessage();
      case null, default ->
          "Tocsin could not %s this just now. Press again in a moment; until then it goes on paging."
              .formatted(press.answer().verb());
    };
  }
}
