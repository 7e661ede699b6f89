package dev.tocsin.notification.template;

import dev.tocsin.notification.Duplicates;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Templates in the database: as entities for those who write them, by SQL for those who send. */
@ApplicationScoped
public class TemplateStore {

  /** Where a page goes on. */
  record Place(String name, UUID id) {}

  /**
   * The parts of the template that a message uses: of the set that it names, else the tenant's
   * default for the channel and event; empty when the built-in one is to be used.
   *
   * @param templateId any template of the set; empty for none. One that is gone counts as none
   */
  public Uni<Optional<Map<String, String>>> choose(
      SqlConnection tx, UUID tenant, String templateId, String channelKind, EventKind event) {
    return tx.preparedQuery(
            """
            SELECT parts FROM template t
            WHERE tenant_id = $1 AND channel_kind = $2 AND event_kind = $3
              AND (is_default OR lower(name) =
                (SELECT lower(s.name) FROM template s WHERE s.tenant_id = $1 AND s.id::text = $4))
            ORDER BY coalesce(lower(name) =
                (SELECT lower(s.name) FROM template s WHERE s.tenant_id = $1 AND s.id::text = $4), false) DESC
            LIMIT 1\
            """)
        .execute(Tuple.of(tenant, channelKind, event.code(), templateId))
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? Optional.of(parts(rows.iterator().next().getString("parts")))
                    : Optional.empty());
  }

  /** Whether the tenant has this template. */
  public Uni<Boolean> exists(SqlConnection tx, UUID tenant, String templateId) {
    return tx.preparedQuery("SELECT 1 FROM template WHERE tenant_id = $1 AND id::text = $2")
        .execute(Tuple.of(tenant, templateId))
        .map(rows -> rows.size() > 0);
  }

  Uni<TemplateRecord> get(Mutiny.Session tx, UUID id) {
    return tx.find(TemplateRecord.class, id)
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("template", id));
  }

  Uni<TemplateRecord> save(Mutiny.Session tx, TemplateRecord template) {
    return tx.persist(template)
        .chain(tx::flush)
        .replaceWith(template)
        .plug(
            Duplicates.of(
                "template_set",
                "the set '%s' has a template for %s and %s already"
                    .formatted(template.name, template.channelKind, template.eventKind)));
  }

  Uni<Void> unsetDefault(Mutiny.Session tx, TemplateRecord template) {
    return tx.createMutationQuery(
            "update TemplateRecord t set t.isDefault = false where t.channelKind = :kind and"
                + " t.eventKind = :event and t.isDefault and t.id <> :id")
        .setParameter("kind", template.channelKind)
        .setParameter("event", template.eventKind)
        .setParameter("id", template.id)
        .executeUpdate()
        .replaceWithVoid();
  }

  Uni<List<TemplateRecord>> list(Mutiny.Session tx, Optional<Place> after, int most) {
    var query =
        tx.createQuery(
                "from TemplateRecord t "
                    + (after.isEmpty()
                        ? ""
                        : "where t.name > :name or (t.name = :name and t.id > :id) ")
                    + "order by t.name, t.id",
                TemplateRecord.class)
            .setMaxResults(most);
    after.ifPresent(
        place -> query.setParameter("name", place.name()).setParameter("id", place.id()));
    return query.getResultList();
  }

  static String json(Map<String, String> parts) {
    return new JsonObject(new LinkedHashMap<>(parts)).encode();
  }

  static Map<String, String> parts(String json) {
    Map<String, String> parts = new LinkedHashMap<>();
    new JsonObject(json)
        .forEach(entry -> parts.put(entry.getKey(), String.valueOf(entry.getValue())));
    return parts;
  }
}
