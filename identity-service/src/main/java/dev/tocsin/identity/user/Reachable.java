package dev.tocsin.identity.user;

import dev.tocsin.platform.tenant.TenantSettings;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ContactMethod;
import dev.tocsin.proto.identity.v1.Preferences;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.User;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** People and how they are reached, in one statement: it lies on the way of every page. */
@Singleton
public class Reachable {

  private static final String SELECT =
      """
      SELECT p.id, p.email, p.name, p.role, p.time_zone, p.locale, p.page_rules, p.active, p.create_time,
        p.update_time, c.id AS contact_id, c.kind, c.address, c.label, c.enabled,
        c.create_time AS contact_create_time, c.verified_time
      FROM identity.person p
      LEFT JOIN identity.contact_method c ON c.tenant_id = p.tenant_id AND c.user_id = p.id
      WHERE p.id = ANY($1)
      ORDER BY p.id, c.create_time, c.id\
      """;

  private final TenantSettings settings;

  Reachable(TenantSettings settings) {
    this.settings = settings;
  }

  /**
   * Those of the people who exist, deactivated ones included, with the tenant's language for who
   * chose none.
   *
   * @param tx bound to the tenant
   */
  public Uni<List<ReachableUser>> read(SqlConnection tx, UUID tenant, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    String locale = settings.of(tenant).getLocale();
    return tx.preparedQuery(SELECT)
        .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
        .map(
            rows -> {
              Map<UUID, ReachableUser.Builder> found = new LinkedHashMap<>();
              for (Row row : rows) {
                var user = found.computeIfAbsent(row.getUUID("id"), _ -> user(row, locale));
                if (row.getUUID("contact_id") != null) {
                  user.addContactMethods(contact(row));
                }
              }
              return found.values().stream().map(ReachableUser.Builder::build).toList();
            });
  }

  private static ReachableUser.Builder user(Row row, String usualLocale) {
    String id = row.getUUID("id").toString();
    String locale = row.getString("locale");
    String zone = row.getString("time_zone");
    return ReachableUser.newBuilder()
        .setUser(
            User.newBuilder()
                .setId(id)
                .setEmail(row.getString("email"))
                .setName(row.getString("name"))
                .setRoleValue(row.getInteger("role"))
                .setTimeZone(zone)
                .setLocale(locale)
                .setActive(row.getBoolean("active"))
                .setCreateTime(ProtoTime.of(row.getOffsetDateTime("create_time").toInstant()))
                .setUpdateTime(ProtoTime.of(row.getOffsetDateTime("update_time").toInstant())))
        .setPreferences(
            Preferences.newBuilder()
                .setUserId(id)
                .setLocale(locale.isEmpty() ? usualLocale : locale)
                .setTimeZone(zone)
                .addAllPageRules(PageRules.read(row.getString("page_rules"))));
  }

  private static ContactMethod contact(Row row) {
    var contact =
        ContactMethod.newBuilder()
            .setId(row.getUUID("contact_id").toString())
            .setUserId(row.getUUID("id").toString())
            .setKindValue(row.getInteger("kind"))
            .setAddress(row.getString("address"))
            .setLabel(row.getString("label"))
            .setEnabled(row.getBoolean("enabled"))
            .setCreateTime(ProtoTime.of(row.getOffsetDateTime("contact_create_time").toInstant()));
    OffsetDateTime verified = row.getOffsetDateTime("verified_time");
    if (verified != null) {
      contact.setVerifiedTime(ProtoTime.of(verified.toInstant()));
    }
    return contact.build();
  }
}
