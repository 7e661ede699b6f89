package dev.tocsin.proto.openapi;

import dev.tocsin.proto.platform.v1.Authorization;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who may call an operation, in words and as OpenAPI says it. */
final class Access {
  private Access() {}

  static String words(Authorization who) {
    String scope = who.getScope().isEmpty() ? "" : " Scope `" + who.getScope() + "`.";
    return switch (who.getRuleCase()) {
      case AT_LEAST -> "Takes the role `" + role(who) + "` or a higher one." + scope;
      case SIGNED_IN -> "Takes any credential." + scope;
      case OPERATOR_ONLY -> "Takes the operator key." + scope;
      case ANYONE -> "Takes no credential.";
      case SERVICE_ONLY -> "Between Tocsin's services only.";
      case RULE_NOT_SET -> throw new IllegalStateException("an RPC without an authorization rule");
    };
  }

  static Map<String, Object> security(Authorization who) {
    if (who.getRuleCase() == Authorization.RuleCase.ANYONE) {
      return Tree.of("security", List.of());
    }
    Map<String, Object> security = Tree.of();
    if (who.getRuleCase() == Authorization.RuleCase.AT_LEAST) {
      security.put("x-tocsin-role", role(who));
    }
    if (who.getRuleCase() == Authorization.RuleCase.OPERATOR_ONLY) {
      security.put("x-tocsin-role", "operator");
    }
    if (!who.getScope().isEmpty()) {
      security.put("x-tocsin-scope", who.getScope());
    }
    return security;
  }

  private static String role(Authorization who) {
    return who.getAtLeast().name().substring("ROLE_".length()).toLowerCase(Locale.ROOT);
  }
}
