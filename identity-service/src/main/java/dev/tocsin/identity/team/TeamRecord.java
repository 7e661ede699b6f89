package dev.tocsin.identity.team;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** A team as stored. */
@Entity
@Table(schema = "identity", name = "team")
class TeamRecord {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  String name;
  String description;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  @Column(name = "update_time")
  Instant updateTime;

  @ElementCollection
  @CollectionTable(
      schema = "identity",
      name = "team_member",
      joinColumns = @JoinColumn(name = "team_id"))
  @OrderBy("position")
  Set<Member> members = new LinkedHashSet<>();

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  TeamRecord() {}

  TeamRecord(UUID tenantId, UUID id, String name, String description, Instant now) {
    this.id = id;
    this.tenantId = tenantId;
    this.name = name;
    this.description = description;
    this.createTime = now;
    this.updateTime = now;
  }
}
