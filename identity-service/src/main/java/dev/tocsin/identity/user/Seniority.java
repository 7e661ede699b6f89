package dev.tocsin.identity.user;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.platform.v1.Role;
import java.util.UUID;

/** Who may do what to whom, beyond the role that an RPC asks for. */
public final class Seniority {

  private Seniority() {}

  /** Whether the caller's role includes this one. A service acts for the tenant with any role. */
  public static boolean isAtLeast(Caller caller, Role role) {
    return switch (caller.kind()) {
      case SERVICE -> true;
      case USER, KEY -> caller.role().getNumber() >= role.getNumber();
      case OPERATOR, ANONYMOUS -> false;
    };
  }

  /**
   * Whether the caller may see names of people: every role may, a key limited to other scopes not.
   */
  public static boolean mayReadNames(Caller caller) {
    return caller.scopes().isEmpty() || caller.scopes().contains("users:read");
  }

  /**
   * Only who has a role may give it.
   *
   * @throws Denied when the role is above the caller's
   */
  public static void mustHold(Caller caller, Role role) {
    if (!isAtLeast(caller, role)) {
      throw new Denied(
          "%s may not give %s: it takes a caller who has that role"
              .formatted(caller.actor(), role));
    }
  }

  /**
   * Only an owner changes an owner.
   *
   * @throws Denied when the user is an owner and the caller is none
   */
  static void mayChange(Caller caller, Person person) {
    if (person.role() == Role.ROLE_OWNER && !isAtLeast(caller, Role.ROLE_OWNER)) {
      throw new Denied("user %s is an owner: only an owner may change it".formatted(person.id));
    }
  }

  /**
   * What people do for themselves, others do for them with {@code MANAGER} or more.
   *
   * @param what what it is about, to begin the sentence with, as {@code "shifts"}
   * @throws Denied when it is somebody else's and the caller has less
   */
  public static void mayActFor(Caller caller, UUID userId, String what) {
    if (!isSelf(caller, userId) && !isAtLeast(caller, Role.ROLE_MANAGER)) {
      throw new Denied(
          "%s of user %s are not %s's own: it takes %s"
              .formatted(what, userId, caller.actor(), Role.ROLE_MANAGER));
    }
  }

  /** Whether the caller is this person, signed in. */
  public static boolean isSelf(Caller caller, UUID userId) {
    return caller.kind() == Caller.Kind.USER && caller.id().equals(userId.toString());
  }

  /**
   * The person whom a request is about: the one named, or the caller who names nobody.
   *
   * @param named an id, {@code me}, or empty for the caller
   * @throws Invalid naming the field when it is no id, or when nobody is named and the caller is no
   *     person
   */
  public static UUID personOrSelf(Caller caller, String field, String named) {
    if (!named.isEmpty() && !named.equals("me")) {
      return UserMessages.id(field, named);
    }
    if (caller.kind() != Caller.Kind.USER) {
      throw Invalid.field(
          field,
          "name a user: only people who are signed in may leave it out, and you are "
              + caller.actor());
    }
    return UUID.fromString(caller.id());
  }

  /**
   * A person's contact methods are the person's own; others' take a role.
   *
   * @throws Denied when they are somebody else's and the caller has less than that role
   */
  static void mayReach(Caller caller, UUID userId, Role forOthers) {
    if (!isSelf(caller, userId) && !isAtLeast(caller, forOthers)) {
      throw new Denied(
          "contact methods of user %s are not %s's own: it takes %s"
              .formatted(userId, caller.actor(), forOthers));
    }
  }
}
