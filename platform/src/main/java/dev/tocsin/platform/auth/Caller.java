package dev.tocsin.platform.auth;

import dev.tocsin.platform.error.Denied;
import dev.tocsin.proto.platform.v1.Role;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a call.
 *
 * @param kind what kind of caller it is
 * @param tenant the tenant it acts in; null for the operator, for nobody, and for a service that
 *     acts for no tenant
 * @param id user id, key id or name of the service; empty for the operator and for nobody
 * @param role what it may do in the tenant; {@code ROLE_UNSPECIFIED} where roles do not apply
 * @param scopes what a key is limited to; empty means not limited
 * @param requestId id of the request, for logs, audit and error answers
 */
public record Caller(
    Kind kind, @Nullable UUID tenant, String id, Role role, Set<String> scopes, String requestId) {

  /** Kinds of caller. */
  public enum Kind {
    /** A person with a session. */
    USER,
    /** A program with an API key. */
    KEY,
    /** Another Tocsin service. */
    SERVICE,
    /** Who runs the installation. */
    OPERATOR,
    /** Nobody has said who it is. */
    ANONYMOUS
  }

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Nobody known. */
  public static Caller anonymous(String requestId) {
    return new Caller(Kind.ANONYMOUS, null, "", Role.ROLE_UNSPECIFIED, Set.of(), requestId);
  }

  /** A Tocsin service that acts for a tenant on its own account, as its workers do. */
  public static Caller service(String name, @Nullable UUID tenant, String requestId) {
    return new Caller(Kind.SERVICE, tenant, name, Role.ROLE_UNSPECIFIED, Set.of(), requestId);
  }

  /**
   * The caller of the call that this thread works on now. It lives in the call's own duplicated
   * Vert.x context: read it at the start of a method and pass it on. Outside of a call it is
   * anonymous.
   */
  public static Caller current() {
    return CallerContext.current();
  }

  /**
   * The tenant that the caller acts in.
   *
   * @throws Denied when it acts in none
   */
  public UUID tenantId() {
    if (tenant == null) {
      throw new Denied(
          actor() + " belongs to no tenant: call with a credential of the tenant concerned");
    }
    return tenant;
  }

  /**
   * {@code user:<id>}, {@code key:<id>}, {@code service:<name>}, {@code operator} or {@code
   * anonymous}.
   */
  public String actor() {
    return switch (kind) {
      case USER -> "user:" + id;
      case KEY -> "key:" + id;
      case SERVICE -> "service:" + id;
      case OPERATOR -> "operator";
      case ANONYMOUS -> "anonymous";
    };
  }

  /**
   * The user for whom a service calls, as it does when somebody presses a button in a chat; the
   * caller itself when it is no service or names nobody.
   */
  public Caller onBehalfOf(String user) {
    return kind == Kind.SERVICE && !user.isEmpty()
        ? new Caller(Kind.USER, tenant, user, role, scopes, requestId)
        : this;
  }

  /** The same caller in another request. */
  public Caller withRequestId(String other) {
    return new Caller(kind, tenant, id, role, scopes, other);
  }
}
