package dev.tocsin.platform.auth;

import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.Role;
import java.util.Locale;
import java.util.Optional;

/** Holds a caller against the rule of an RPC. Pure. */
public final class Authorizer {
  private Authorizer() {}

  /** Why this caller may not make the call; empty when it may. */
  public static Optional<TocsinException> refusal(Authorization rule, Caller caller) {
    if (rule.getRuleCase() == Authorization.RuleCase.ANYONE) {
      return Optional.empty();
    }
    if (caller.kind() == Caller.Kind.ANONYMOUS) {
      return Optional.of(
          new Unauthenticated(
              "no credential: send an API key as X-API-Key, or an access token as bearer"));
    }
    return switch (rule.getRuleCase()) {
      case ANYONE -> Optional.empty();
      case SIGNED_IN -> scope(rule, caller, false);
      case SERVICE_ONLY ->
          require(caller.kind() == Caller.Kind.SERVICE, "only Tocsin's own services may call this");
      case OPERATOR_ONLY ->
          require(
              caller.kind() == Caller.Kind.OPERATOR,
              "only the installation's operator may do this: call with the operator key");
      case AT_LEAST -> atLeast(rule, caller);
      case RULE_NOT_SET -> Optional.of(new Denied("this call has no rule: nobody may make it"));
    };
  }

  private static Optional<TocsinException> atLeast(Authorization rule, Caller caller) {
    if (caller.tenant() == null) {
      return Optional.of(
          new Denied(
              caller.actor()
                  + " belongs to no tenant: call with a credential of the tenant concerned"));
    }
    if (caller.kind() == Caller.Kind.SERVICE) {
      return Optional.empty();
    }
    if (caller.role().getNumber() < rule.getAtLeast().getNumber()) {
      return Optional.of(
          new Denied(
              "this takes the role "
                  + word(rule.getAtLeast())
                  + ", you have "
                  + word(caller.role())));
    }
    return scope(rule, caller, true);
  }

  /** A key that is limited to scopes may do only what its scopes name. */
  private static Optional<TocsinException> scope(
      Authorization rule, Caller caller, boolean needed) {
    if (caller.scopes().isEmpty()
        || caller.scopes().contains(rule.getScope())
        || (rule.getScope().isEmpty() && !needed)) {
      return Optional.empty();
    }
    return Optional.of(
        new Denied(
            rule.getScope().isEmpty()
                ? "a key that is limited to scopes may not do this"
                : "this takes the scope " + rule.getScope() + ", which the key does not hold"));
  }

  private static Optional<TocsinException> require(boolean holds, String otherwise) {
    return holds ? Optional.empty() : Optional.of(new Denied(otherwise));
  }

  private static String word(Role role) {
    return role == Role.ROLE_UNSPECIFIED
        ? "none"
        : role.name().substring("ROLE_".length()).toLowerCase(Locale.ROOT);
  }
}
