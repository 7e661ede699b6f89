package dev.tocsin.notification.template;

import dev.tocsin.notification.Duplicates;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.platform.error.NotFound;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Templates in the database: as entities for those who write them, by SQL for those who send. */
@Singleton
public class TemplateStore {

  /** Where a page goes on. */
  record Place(String name, UUID id) {}

  /** Which templates to list; empty texts mean all. */
  record Filter(String name, String channelKind, String event, String locale) {}

  /**
   * The template that a message uses: of the set that it names, else the tenant's default for the
   * channel and event; in each the one of the language, of the language without its region, or the
   * one for all languages. Empty when the built-in one is to be used.
   *
   * @param templateId any template of the set; empty for none. One that is gone counts as none
   * @param locale as {@code pt-BR}; empty for the default language
   */
  public Uni<Optional<Chosen>> choose(
      SqlConnection tx,
      UUID tenant,
      String templateId,
      String channelKind,
      EventKind event,
      String locale) {
    return chooseAll(tx, tenant, templateId, List.of(channelKind), event, locale)
        .map(chosen -> Optional.ofNullable(chosen.get(channelKind)));
  }

  /** The same for several kinds of channel; those that use the built-in one are not in it. */
  public Uni<Map<String, Chosen>> chooseAll(
      SqlConnection tx,
      UUID tenant,
      String templateId,
      List<String> channelKinds,
      EventKind event,
      String locale) {
    return tx.preparedQuery(
            """
            SELECT DISTINCT ON (channel_kind) channel_kind, id, name, version, locale, parts FROM template t
            WHERE tenant_id = $1 AND channel_kind = ANY ($2::text[]) AND event_kind = $3 AND locale = ANY ($5::text[])
              AND (is_default OR lower(name) =
                (SELECT lower(s.name) FROM template s WHERE s.tenant_id = $1 AND s.id::text = $4))
            ORDER BY channel_kind, coalesce(lower(name) =
                (SELECT lower(s.name) FROM template s WHERE s.tenant_id = $1 AND s.id::text = $4), false) DESC,
              array_position($5::text[], locale)\
            """)
        .execute(
            Tuple.tuple()
                .addUUID(tenant)
                .addArrayOfString(channelKinds.toArray(String[]::new))
                .addString(event.code())
                .addString(templateId)
                .addArrayOfString(Languages.fallbacks(locale).toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, Chosen> chosen = new LinkedHashMap<>();
              for (Row row : rows) {
                chosen.put(
                    row.getString("channel_kind"),
                    new Chosen(
                        row.getUUID("id"),
                        row.getString("name"),
                        row.getInteger("version"),
                        row.getString("locale"),
                        parts(row.getString("parts"))));
              }
              return chosen;
            });
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
                "the set '%s' has a template for %s, %s and the language '%s' already"
                    .formatted(
                        template.name, template.channelKind, template.eventKind, template.locale)));
  }

  Uni<Void> unsetDefault(Mutiny.Session tx, TemplateRecord template) {
    return tx.createMutationQuery(
            "update TemplateRecord t set t.isDefault = false where t.channelKind = :kind and"
                + " t.eventKind = :event and t.locale = :locale and t.isDefault and t.id <> :id")
        .setParameter("kind", template.channelKind)
        .setParameter("event", template.eventKind)
        .setParameter("locale", template.locale)
        .setParameter("id", template.id)
        .executeUpdate()
        .replaceWithVoid();
  }

  Uni<List<TemplateRecord>> list(
      Mutiny.Session tx, Filter filter, Optional<Place> after, int most) {
    Place place = after.orElse(new Place("", new UUID(0, 0)));
    return tx.createQuery(
            "from TemplateRecord t where (t.name > :name or (t.name = :name and t.id > :id)) and"
                + " (:set = '' or lower(t.name) = lower(:set)) and (:kind = '' or t.channelKind ="
                + " :kind) and (:event = '' or t.eventKind = :event) and (:locale = '' or t.locale"
                + " = :locale) order by t.name, t.id",
            TemplateRecord.class)
        .setParameter("name", place.name())
        .setParameter("id", place.id())
        .setParameter("set", filter.name())
        .setParameter("kind", filter.channelKind())
        .setParameter("event", filter.event())
        .setParameter("locale", filter.locale())
        .setMaxResults(most)
        .getResultList();
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
