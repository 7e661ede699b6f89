package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.ChannelStore;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.http.RequestBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Receives what Slack sends to the routes that end with the id of a channel, and believes nothing
 * before the signature of the raw body is checked with the secret of that channel.
 */
@Singleton
class SlackRequests {

  private static final int MAX_BODY = 512 * 1024;

  private final Database db;
  private final ChannelStore channels;

  SlackRequests(@ServiceDatabase("notification") Database db, ChannelStore channels) {
    this.db = db;
    this.channels = channels;
  }

  /**
   * The request, verified. Must be called before anything else has waited, or the body is gone.
   *
   * @return fails with {@link Unauthenticated} when Slack has not signed it for this channel
   */
  Uni<SlackRequest> receive(RoutingContext call) {
    return RequestBody.receive(call.request(), MAX_BODY)
        .chain(body -> verify(call.pathParam("channel"), call.request(), body));
  }

  private Uni<SlackRequest> verify(String id, HttpServerRequest request, byte[] body) {
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
                        tenant.orElseThrow(SlackRequests::unknown),
                        tx -> channels.open(tx, tenant.get(), channelId))
                    .map(
                        channel -> {
                          ConfiguredChannel found =
                              channel
                                  .filter(c -> c.kind().equals("slack"))
                                  .orElseThrow(SlackRequests::unknown);
                          String secret = found.settings().text("signing_secret");
                          if (timestamp == null
                              || !SlackSignature.isGenuine(
                                  secret, timestamp, signature, body, db.clock().now())) {
                            throw unknown();
                          }
                          return new SlackRequest(tenant.get(), found, timestamp, body);
                        }));
  }

  /** The same answer for a channel that does not exist and a signature that is wrong. */
  private static Unauthenticated unknown() {
    return new Unauthenticated(
        "The request is not signed with the signing secret of this channel, or it is older than"
            + " five minutes");
  }
}
