package dev.tocsin.notification.template;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A template as it was after one change. */
@Entity
@Table(schema = "notification", name = "template_version")
class TemplateVersionRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(name = "template_id", updatable = false)
  UUID templateId;

  int version;
  String name;

  /** JSON: text by part. */
  String parts;

  /** {@code created}, {@code updated} or {@code restored from <version>}. */
  String change;

  String actor;

  @Column(name = "created_at", updatable = false)
  Instant createdAt;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  TemplateVersionRecord() {}

  TemplateVersionRecord(UUID id, TemplateRecord template, String change, String actor) {
    this.id = id;
    this.tenantId = template.tenantId;
    this.templateId = template.id;
    this.version = template.version;
    this.name = template.name;
    this.parts = template.parts;
    this.change = change;
    this.actor = actor;
    this.createdAt = template.updatedAt;
  }
}
