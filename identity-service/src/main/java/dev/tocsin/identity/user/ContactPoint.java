package dev.tocsin.identity.user;

import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.ContactMethod;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A way to reach a person, as stored. */
@Entity
@Table(schema = "identity", name = "contact_method")
class ContactPoint {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(name = "user_id", updatable = false)
  UUID userId;

  short kind;
  String address;
  String label;
  boolean enabled;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  @Column(name = "verified_time")
  @Nullable Instant verifiedTime;

  ContactKind kind() {
    return ContactKind.forNumber(kind);
  }

  /** Takes the new values over; what changed comes back, for the audit log. */
  Map<String, Object> change(ContactMethod to, ChangedFields fields) {
    Map<String, Object> changed = new LinkedHashMap<>();
    if (fields.contains("label")) {
      label = to.getLabel();
      changed.put("label", label);
    }
    if (fields.contains("enabled")) {
      enabled = to.getEnabled();
      changed.put("enabled", enabled);
    }
    return changed;
  }

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  ContactPoint() {}

  ContactPoint(
      UUID tenantId, UUID id, UUID userId, ContactAddress address, String label, Instant now) {
    this.id = id;
    this.tenantId = tenantId;
    this.userId = userId;
    this.kind = (short) address.kind().getNumber();
    this.address = address.address();
    this.label = label;
    this.enabled = true;
    this.createTime = now;
  }
}
