package dev.tocsin.notification.template;

import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.render.EventKind;
import dev.tocsin.notification.render.Fault;
import dev.tocsin.notification.render.PartRenderer;
import dev.tocsin.platform.audit.AuditTrail;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Arranges a tenant's templates. None is stored that does not compile; every change is a version.
 */
@Singleton
class Templates {

  /** What a caller wants a template to be. */
  record Draft(
      String name,
      String channelKind,
      EventKind event,
      String locale,
      Map<String, String> parts,
      boolean isDefault) {}

  private final Database db;
  private final TemplateStore store;
  private final TemplateVersions versions;
  private final Channels channels;
  private final PartRenderer renderer;
  private final AuditTrail audit;

  Templates(
      @ServiceDatabase("notification") Database db,
      TemplateStore store,
      TemplateVersions versions,
      Channels channels,
      PartRenderer renderer,
      AuditTrail audit) {
    this.db = db;
    this.store = store;
    this.versions = versions;
    this.channels = channels;
    this.renderer = renderer;
    this.audit = audit;
  }

  Uni<TemplateRecord> create(Caller caller, Draft draft) {
    check(draft.channelKind(), draft.parts());
    Instant now = db.clock().now();
    TemplateRecord template = new TemplateRecord(caller.tenantId(), Ids.next(now), draft, now);
    return db.entities(
        caller.tenantId(),
        tx ->
            (draft.isDefault() ? store.unsetDefault(tx, template) : Uni.createFrom().voidItem())
                .chain(() -> store.save(tx, template))
                .call(() -> versions.keep(tx, template, "created", caller.actor()))
                .call(() -> record(tx, caller, "template.create", template)));
  }

  Uni<TemplateRecord> update(Caller caller, UUID id, Draft draft, ChangedFields fields) {
    return db.entities(
        caller.tenantId(),
        tx ->
            store
                .get(tx, id)
                .call(
                    template ->
                        fields.contains("default") && draft.isDefault()
                            ? store.unsetDefault(tx, template)
                            : Uni.createFrom().voidItem())
                .invoke(template -> change(template, draft, fields))
                .call(template -> next(tx, caller, template, "updated"))
                .call(template -> record(tx, caller, "template.update", template)));
  }

  /** Name and parts as they were in an earlier version, as a new one. */
  Uni<TemplateRecord> restore(Caller caller, UUID id, int version) {
    return db.entities(
        caller.tenantId(),
        tx ->
            store
                .get(tx, id)
                .call(
                    template ->
                        versions
                            .get(tx, id, version)
                            .invoke(
                                earlier -> {
                                  check(template.channelKind, TemplateStore.parts(earlier.parts));
                                  template.name = earlier.name;
                                  template.parts = earlier.parts;
                                }))
                .call(template -> next(tx, caller, template, "restored from " + version))
                .call(template -> record(tx, caller, "template.restore", template)));
  }

  private void change(TemplateRecord template, Draft draft, ChangedFields fields) {
    if (fields.contains("name")) {
      template.name = draft.name();
    }
    if (fields.contains("parts")) {
      check(template.channelKind, draft.parts());
      template.parts = TemplateStore.json(draft.parts());
    }
    if (fields.contains("default")) {
      template.isDefault = draft.isDefault();
    }
  }

  private Uni<Void> next(Mutiny.Session tx, Caller caller, TemplateRecord template, String change) {
    template.version++;
    template.updatedAt = db.clock().now();
    return store
        .save(tx, template)
        .chain(() -> versions.keep(tx, template, change, caller.actor()));
  }

  Uni<Void> delete(Caller caller, UUID id) {
    return db.entities(
        caller.tenantId(),
        tx ->
            store
                .get(tx, id)
                .call(tx::remove)
                .call(() -> versions.forget(tx, id))
                .chain(template -> record(tx, caller, "template.delete", template)));
  }

  Uni<TemplateRecord> get(UUID tenant, UUID id) {
    return db.entities(tenant, tx -> store.get(tx, id));
  }

  Uni<List<TemplateRecord>> list(
      UUID tenant, TemplateStore.Filter filter, Optional<TemplateStore.Place> after, int most) {
    return db.entities(tenant, tx -> store.list(tx, filter, after, most));
  }

  /** The templates that messages of this tenant would use; built-in ones are not among them. */
  Uni<Map<String, Chosen>> choose(
      UUID tenant, String templateId, List<String> kinds, EventKind event, String locale) {
    return db.inTenant(tenant, tx -> store.chooseAll(tx, tenant, templateId, kinds, event, locale));
  }

  private void check(String kind, Map<String, String> parts) {
    List<Violation> violations =
        renderer.check(channels.get(kind).parts(), parts).stream()
            .filter(Fault::error)
            .map(
                fault ->
                    new Violation(
                        "template.parts." + fault.part(),
                        fault.message(),
                        fault.line() == 0 ? null : fault.line(),
                        fault.column() == 0 ? null : fault.column()))
            .toList();
    if (!violations.isEmpty()) {
      throw new Invalid(violations);
    }
  }

  private Uni<Void> record(
      Mutiny.Session tx, Caller caller, String action, TemplateRecord template) {
    Map<String, Object> detail =
        Map.of(
            "name", template.name,
            "channel_kind", template.channelKind,
            "event_kind", template.eventKind,
            "locale", template.locale,
            "version", template.version);
    return audit.record(tx, caller, action, "template/" + template.id, detail);
  }
}
