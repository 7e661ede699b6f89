package dev.tocsin.identity.session;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.identity.v1.GetCallerResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who a caller is and where, in words for people. */
@Singleton
class CallerDetails {

  private final Database database;

  CallerDetails(@ServiceDatabase("identity") Database database) {
    this.database = database;
  }

  /** What the credential says, and what the tenant says of it. */
  Uni<GetCallerResponse> of(Caller caller) {
    var response =
        GetCallerResponse.newBuilder()
            .setRole(caller.role())
            .addAllScopes(caller.scopes().stream().sorted().toList());
    switch (caller.kind()) {
      case USER -> response.setUserId(caller.id());
      case KEY -> response.setApiKeyId(caller.id());
      case SERVICE, OPERATOR, ANONYMOUS -> {}
    }
    UUID tenant = caller.tenant();
    if (tenant == null) {
      return Uni.createFrom().item(response.build());
    }
    response.setTenantId(tenant.toString());
    @Nullable UUID user = caller.kind() == Caller.Kind.USER ? UUID.fromString(caller.id()) : null;
    return database
        .inTenant(
            tenant,
            tx ->
                tx.preparedQuery(
                        """
                        select t.name as tenant_name, t.slug, p.name, p.email,
                               p.must_change_password,
                               coalesce(p.time_zone, nullif(c.time_zone, ''), 'UTC') as time_zone,
                               coalesce(nullif(p.locale, ''), c.locale, '') as locale
                        from identity.tenant t
                        left join identity.person p on p.tenant_id = t.tenant_id and p.id = $1
                        left join identity.tenant_config c on c.tenant_id = t.tenant_id
                        """)
                    .execute(Tuple.of(user)))
        .map(
            rows -> {
              rows.forEach(row -> add(row, response));
              return response.build();
            });
  }

  private static void add(Row row, GetCallerResponse.Builder response) {
    response
        .setTenantName(row.getString("tenant_name"))
        .setTenantSlug(row.getString("slug"))
        .setTimeZone(row.getString("time_zone"))
        .setLocale(row.getString("locale"));
    if (row.getString("name") != null) {
      response
          .setUserName(row.getString("name"))
          .setEmail(row.getString("email"))
          .setMustChangePassword(row.getBoolean("must_change_password"));
    }
  }
}
