package dev.tocsin.notification.template;

import dev.tocsin.notification.Duplicates;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The versions that there were of each template. */
@Singleton
class TemplateVersions {

  private final TemplateConfig config;

  TemplateVersions(TemplateConfig config) {
    this.config = config;
  }

  /** Keeps the template as it is now, and forgets the versions beyond the number that is kept. */
  Uni<Void> keep(Mutiny.Session tx, TemplateRecord template, String change, String actor) {
    UUID id = Ids.next(template.updatedAt);
    return tx.persist(new TemplateVersionRecord(id, template, change, actor))
        .chain(tx::flush)
        .plug(
            Duplicates.of(
                "template_version_number",
                "template '%s' was changed by somebody else at this moment: read it again"
                    .formatted(template.name)))
        .chain(
            () ->
                tx.createMutationQuery(
                        "delete from TemplateVersionRecord v where v.templateId = :id and"
                            + " v.version <= :last")
                    .setParameter("id", template.id)
                    .setParameter("last", template.version - config.versions())
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** One version; fails with {@link NotFound}. */
  Uni<TemplateVersionRecord> get(Mutiny.Session tx, UUID template, int version) {
    return tx.createQuery(
            "from TemplateVersionRecord v where v.templateId = :id and v.version = :version",
            TemplateVersionRecord.class)
        .setParameter("id", template)
        .setParameter("version", version)
        .getSingleResultOrNull()
        .onItem()
        .ifNull()
        .failWith(() -> new NotFound("version of template " + template, version));
  }

  /** The versions below one, newest first. */
  Uni<List<TemplateVersionRecord>> list(Mutiny.Session tx, UUID template, int below, int most) {
    return tx.createQuery(
            "from TemplateVersionRecord v where v.templateId = :id and v.version < :below order by"
                + " v.version desc",
            TemplateVersionRecord.class)
        .setParameter("id", template)
        .setParameter("below", below)
        .setMaxResults(most)
        .getResultList();
  }

  /** Forgets all of a template. */
  Uni<Void> forget(Mutiny.Session tx, UUID template) {
    return tx.createMutationQuery("delete from TemplateVersionRecord v where v.templateId = :id")
        .setParameter("id", template)
        .executeUpdate()
        .replaceWithVoid();
  }
}
