package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.channel.ChannelStore;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.http.Problems;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Slack's interactivity request URL, {@code POST /api/v1/slack/interactions/{channel}}. The
 * signature of the raw body is checked before it is parsed. Slack wants an answer within three
 * seconds: it gets one at once, and the presser sees the message change, or reads what went wrong.
 * The same request again does no harm: answers are idempotent.
 */
@ApplicationScoped
class SlackInteractions {

  private static final Logger LOG = Logger.getLogger(SlackInteractions.class);
  private static final int MAX_BODY = 512 * 1024;

  /** A verified press and where it came from. */
  private record Verified(UUID tenant, ConfiguredChannel channel, Optional<SlackPress> press) {}

  private final Database db;
  private final ChannelStore channels;
  private final Answering answering;
  private final Responders responders;
  private final OutboundHttp http;

  SlackInteractions(
      @ServiceDatabase("notification") Database db,
      ChannelStore channels,
      Answering answering,
      Responders responders,
      OutboundHttp http) {
    this.db = db;
    this.channels = channels;
    this.answering = answering;
    this.responders = responders;
    this.http = http;
  }

  void routes(@Observes Router router) {
    router.post("/api/v1/slack/interactions/:channel").handler(this::receive);
  }

  private void receive(RoutingContext call) {
    RequestBody.receive(call.request(), MAX_BODY)
        .chain(body -> verify(call.pathParam("channel"), call.request(), body))
        .subscribe()
        .with(
            verified -> {
              call.response().setStatusCode(200).end();
              verified.press().ifPresent(press -> answer(verified, press));
            },
            failure -> Problems.write(call, failure));
  }

  private Uni<Verified> verify(String id, HttpServerRequest request, byte[] body) {
    UUID channelId;
    try {
      channelId = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return Uni.createFrom().failure(unknown());
    }
    String timestamp = request.getHeader("X-Slack-Request-Timestamp");
    String signature = request.getHeader("X-Slack-Signature");
    return db.inInstallation(tx -> channels.tenantOf(tx, channelId))
        .chain(
            tenant ->
                db.inTenant(
                        tenant.orElseThrow(SlackInteractions::unknown),
                        tx -> channels.open(tx, tenant.get(), channelId))
                    .map(
                        channel -> {
                          ConfiguredChannel found =
                              channel
                                  .filter(c -> c.kind().equals("slack"))
                                  .orElseThrow(SlackInteractions::unknown);
                          String secret = found.settings().text("signing_secret");
                          if (!SlackSignature.isGenuine(
                              secret, timestamp, signature, body, db.clock().now())) {
                            throw unknown();
                          }
                          return new Verified(tenant.get(), found, SlackPress.read(body));
                        }));
  }

  /** The same answer for a channel that does not exist and a signature that is wrong. */
  private static Unauthenticated unknown() {
    return new Unauthenticated(
        "The request is not signed with the signing secret of this channel, or it is older than"
            + " five minutes");
  }

  private void answer(Verified verified, SlackPress press) {
    responders
        .find(verified.tenant(), verified.channel().id(), press)
        .chain(
            user ->
                answering.give(
                    press.answer(), verified.tenant(), press.group(), user, note(press, user)))
        .onItemOrFailure()
        .transformToUni((result, failure) -> tell(verified, press, result, failure))
        .subscribe()
        .with(
            told -> {},
            failure ->
                LOG.warnf(failure, "tenant=%s telling the presser failed", verified.tenant()));
  }

  private static String note(SlackPress press, String user) {
    return user.isEmpty() ? press.answer().done() + " in Slack by member " + press.member() : "";
  }

  /** A change shows in the message itself; everything else is told to the presser alone. */
  private Uni<Void> tell(
      Verified verified,
      SlackPress press,
      @org.jspecify.annotations.Nullable AnswerResult result,
      @org.jspecify.annotations.Nullable Throwable failure) {
    if (result != null && result.changed()) {
      return Uni.createFrom().voidItem();
    }
    String words = result == null ? sorry(verified, press, failure) : result.words();
    if (press.responseUrl().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    JsonObject answer =
        new JsonObject()
            .put("response_type", "ephemeral")
            .put("replace_original", false)
            .put("text", words);
    OutboundRequest request;
    try {
      request =
          OutboundRequest.post(
              URI.create(press.responseUrl()),
              Map.of("Content-Type", "application/json; charset=utf-8"),
              answer.encode().getBytes(UTF_8));
    } catch (IllegalArgumentException e) {
      return Uni.createFrom().voidItem();
    }
    return http.send(request).replaceWithVoid();
  }

  private static String sorry(
      Verified verified, SlackPress press, @org.jspecify.annotations.Nullable Throwable failure) {
    LOG.warnf(
        failure,
        "tenant=%s group=%s the press of a button failed",
        verified.tenant(),
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
