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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Arranges a tenant's templates. None is stored that does not compile. */
@ApplicationScoped
class Templates {

  /** What a caller wants a template to be. */
  record Draft(
      String name,
      String channelKind,
      EventKind event,
      Map<String, String> parts,
      boolean isDefault) {}

  private final Database db;
  private final TemplateStore store;
  private final Channels channels;
  private final PartRenderer renderer;
  private final AuditTrail audit;

  Templates(
      @ServiceDatabase("notification") Database db,
      TemplateStore store,
      Channels channels,
      PartRenderer renderer,
      AuditTrail audit) {
    this.db = db;
    this.store = store;
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
                .chain(template -> change(tx, template, draft, fields))
                .call(template -> record(tx, caller, "template.update", template)));
  }

  private Uni<TemplateRecord> change(
      Mutiny.Session tx, TemplateRecord template, Draft draft, ChangedFields fields) {
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
    template.version++;
    template.updatedAt = db.clock().now();
    return store.save(tx, template);
  }

  Uni<Void> delete(Caller caller, UUID id) {
    return db.entities(
        caller.tenantId(),
        tx ->
            store
                .get(tx, id)
                .call(tx::remove)
                .chain(template -> record(tx, caller, "template.delete", template)));
  }

  Uni<TemplateRecord> get(UUID tenant, UUID id) {
    return db.entities(tenant, tx -> store.get(tx, id));
  }

  Uni<List<TemplateRecord>> list(UUID tenant, Optional<TemplateStore.Place> after, int most) {
    return db.entities(tenant, tx -> store.list(tx, after, most));
  }

  /** The template that a message of this tenant would use; empty for the built-in one. */
  Uni<Optional<Map<String, String>>> choose(
      UUID tenant, String templateId, String kind, EventKind event) {
    return db.inTenant(tenant, tx -> store.choose(tx, tenant, templateId, kind, event));
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
            "version", template.version);
    return audit.record(tx, caller, action, "template/" + template.id, detail);
  }
}
