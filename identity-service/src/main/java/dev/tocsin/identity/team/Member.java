package dev.tocsin.identity.team;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person in a team, as stored. */
@Embeddable
class Member {

  @Column(name = "tenant_id")
  UUID tenantId;

  @Column(name = "user_id")
  UUID userId;

  /** Null: the person's role in the tenant. */
  @Nullable Short role;

  int position;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  Member() {}

  Member(UUID tenantId, UUID userId, @Nullable Short role, int position) {
    this.tenantId = tenantId;
    this.userId = userId;
    this.role = role;
    this.position = position;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Member member
        && tenantId.equals(member.tenantId)
        && userId.equals(member.userId)
        && position == member.position
        && Objects.equals(role, member.role);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenantId, userId, role, position);
  }
}
