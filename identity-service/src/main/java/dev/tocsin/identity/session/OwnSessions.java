package dev.tocsin.identity.session;

import dev.tocsin.identity.audit.AuditLog;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ListSessionsResponse;
import dev.tocsin.proto.identity.v1.OpenSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** A person's own sessions: what is open, and the end of all of them. Programs have none. */
@Singleton
class OwnSessions {

  /** More than a person has; the newest are told. */
  private static final int MOST = 200;

  private final Database database;
  private final AuditLog audit;

  OwnSessions(@ServiceDatabase("identity") Database database, AuditLog audit) {
    this.database = database;
    this.audit = audit;
  }

  /** Those that are open, newest first. */
  Uni<ListSessionsResponse> open(Caller caller) {
    if (caller.kind() != Caller.Kind.USER) {
      return Uni.createFrom().item(ListSessionsResponse.getDefaultInstance());
    }
    return database
        .inTenant(
            caller.tenantId(),
            tx ->
                tx.preparedQuery(
                        """
                        select id, create_time, refresh_time, expire_time, address
                        from identity.session
                        where user_id = $1 and end_time is null and expire_time > $2
                        order by create_time desc, id desc limit $3
                        """)
                    .execute(
                        Tuple.of(
                            UUID.fromString(caller.id()),
                            database.clock().now().atOffset(ZoneOffset.UTC),
                            MOST)))
        .map(
            rows -> {
              var response = ListSessionsResponse.newBuilder();
              rows.forEach(row -> response.addSessions(message(row)));
              return response.build();
            });
  }

  /** Ends all, the one of this call too; how many were open comes back. */
  Uni<Integer> end(Caller caller) {
    if (caller.kind() != Caller.Kind.USER) {
      return Uni.createFrom().item(0);
    }
    Instant now = database.clock().now();
    return database.inTenant(
        caller.tenantId(),
        tx ->
            tx.preparedQuery(
                    """
                    update identity.session set end_time = $2, end_reason = 'signed out everywhere'
                    where user_id = $1 and end_time is null and expire_time > $2
                    """)
                .execute(Tuple.of(UUID.fromString(caller.id()), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount())
                .call(
                    ended ->
                        ended == 0
                            ? Uni.createFrom().voidItem()
                            : audit.record(
                                tx,
                                caller,
                                caller.tenantId(),
                                "session.end_all",
                                "users/" + caller.id(),
                                Map.of("sessions", ended))));
  }

  private static OpenSession message(Row row) {
    return OpenSession.newBuilder()
        .setSessionId(row.getUUID("id").toString())
        .setCreateTime(ProtoTime.of(row.getOffsetDateTime("create_time").toInstant()))
        .setRefreshTime(ProtoTime.of(row.getOffsetDateTime("refresh_time").toInstant()))
        .setExpireTime(ProtoTime.of(row.getOffsetDateTime("expire_time").toInstant()))
        .setAddress(row.getString("address"))
        .build();
  }
}
