package dev.tocsin.notification.respond;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.FindUserByContactRequest;
import dev.tocsin.proto.identity.v1.MutinyUserServiceGrpc;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Finds out which user a Slack member is: by identity's contact methods, else by the delivery that
 * paged the member. An answer counts even when nobody knows the member.
 */
@Singleton
class Responders {

  private static final Logger LOG = Logger.getLogger(Responders.class);

  private final ServiceClients services;
  private final Database db;

  Responders(ServiceClients services, @ServiceDatabase("notification") Database db) {
    this.services = services;
    this.db = db;
  }

  /** The user's id; empty when the member is unknown. */
  Uni<String> find(UUID tenant, UUID channel, SlackPress press) {
    return services
        .call(
            "identity",
            MutinyUserServiceGrpc::newMutinyStub,
            tenant,
            identity ->
                identity.findUserByContact(
                    FindUserByContactRequest.newBuilder()
                        .setKind(ContactKind.CONTACT_KIND_SLACK)
                        .setAddress(press.member())
                        .build()))
        .map(found -> found.getUserId())
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.warnf(
                  "tenant=%s identity does not tell who pressed: %s", tenant, failure.getMessage());
              return Uni.createFrom().item("");
            })
        .chain(
            user -> user.isEmpty() ? paged(tenant, channel, press) : Uni.createFrom().item(user));
  }

  /** The user whom the message paged, where it lies in a direct conversation. */
  private Uni<String> paged(UUID tenant, UUID channel, SlackPress press) {
    if (!press.place().startsWith("D")) {
      return Uni.createFrom().item("");
    }
    return db.inTenant(
        tenant,
        tx ->
            tx.preparedQuery(
                    """
                    SELECT user_id FROM delivery WHERE tenant_id = $1 AND alert_group_id = $2 AND channel_id = $3
                      AND provider_place = $4 AND provider_message_id = $5 LIMIT 1\
                    """)
                .execute(Tuple.of(tenant, press.group(), channel, press.place(), press.ts()))
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getString(0) : ""));
  }
}
