package dev.tocsin.identity.user;

import dev.tocsin.platform.error.Precondition;
import dev.tocsin.proto.platform.v1.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person as stored. */
@Entity
@Table(schema = "identity", name = "person")
class Person {

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  String email;

  @Column(name = "email_key")
  String emailKey;

  String name;
  short role;

  @Column(name = "time_zone")
  String timeZone;

  String locale;

  @Column(name = "page_rules")
  String pageRules;

  /** Which notices there are, as {@link NoticeRules} stores it. */
  String notices;

  boolean active;

  @Column(name = "deactivate_time")
  @Nullable Instant deactivateTime;

  @Column(name = "password_hash")
  String passwordHash;

  @Column(name = "must_change_password")
  boolean mustChangePassword;

  @Column(name = "create_time", updatable = false)
  Instant createTime;

  @Column(name = "update_time")
  Instant updateTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  Person() {}

  Person(UUID tenantId, UUID id, NewUser user, String passwordHash, Instant now) {
    this.id = id;
    this.tenantId = tenantId;
    this.email = user.email();
    this.emailKey = key(user.email());
    this.name = user.name();
    this.role = (short) user.role().getNumber();
    this.timeZone = user.timeZone();
    this.locale = "";
    this.pageRules = "[]";
    this.notices = "{}";
    this.active = true;
    this.passwordHash = passwordHash;
    this.mustChangePassword = true;
    this.createTime = now;
    this.updateTime = now;
  }

  /** Deactivates or activates; who is deactivated already stays so since then. */
  void beActive(boolean to, Instant now) {
    if (to) {
      deactivateTime = null;
    } else if (active) {
      deactivateTime = now;
    }
    active = to;
  }

  Role role() {
    return Role.forNumber(role);
  }

  boolean isActiveOwner() {
    return active && role() == Role.ROLE_OWNER;
  }

  /** Signs in with a one-time password from now on; Precondition for who cannot sign in at all. */
  void mustChange(String oneTimePasswordHash, Instant now) {
    if (!active) {
      throw new Precondition("user %s is deactivated: activate it first".formatted(id));
    }
    passwordHash = oneTimePasswordHash;
    mustChangePassword = true;
    updateTime = now;
  }

  void rename(String email) {
    this.email = email;
    this.emailKey = key(email);
  }

  /** What sign-in and uniqueness compare: the address without regard to case. */
  static String key(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
