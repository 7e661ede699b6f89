package dev.tocsin.notification.template;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A template as stored. */
@Entity
@Table(schema = "notification", name = "template")
class TemplateRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  String name;

  @Column(name = "channel_kind", updatable = false)
  String channelKind;

  @Column(name = "event_kind", updatable = false)
  String eventKind;

  /** Language; empty for the default one. */
  @Column(updatable = false)
  String locale;

  /** JSON: text by part. */
  String parts;

  @Column(name = "is_default")
  boolean isDefault;

  int version;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  TemplateRecord() {}

  TemplateRecord(UUID tenantId, UUID id, Templates.Draft draft, Instant now) {
    this.tenantId = tenantId;
    this.id = id;
    this.name = draft.name();
    this.channelKind = draft.channelKind();
    this.eventKind = draft.event().code();
    this.locale = draft.locale();
    this.parts = TemplateStore.json(draft.parts());
    this.isDefault = draft.isDefault();
    this.version = 1;
    this.createdAt = now;
    this.updatedAt = now;
  }
}
