package dev.tocsin.identity.user;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.PageRule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where pages of some severities go, as they are stored with the person. */
final class PageRules {

  private static final String SEVERITIES = "severities";
  private static final String KINDS = "kinds";

  private PageRules() {}

  /**
   * The rules as they are stored.
   *
   * @throws Invalid when two rules name one severity, or a rule names a kind twice
   */
  static String stored(List<PageRule> rules) {
    Set<String> severities = new HashSet<>();
    JsonArray stored = new JsonArray();
    for (PageRule rule : rules) {
      for (String severity : rule.getSeveritiesList()) {
        if (!severities.add(severity)) {
          throw Invalid.field(
              "preferences.page_rules", "'" + severity + "' is named twice: one rule says it all");
        }
      }
      if (new HashSet<>(rule.getContactKindsList()).size() < rule.getContactKindsCount()) {
        throw Invalid.field("preferences.page_rules", "a rule names a kind of address twice");
      }
      stored.add(
          new JsonObject()
              .put(SEVERITIES, new JsonArray(List.copyOf(rule.getSeveritiesList())))
              .put(
                  KINDS,
                  new JsonArray(rule.getContactKindsList().stream().map(Enum::name).toList())));
    }
    return stored.encode();
  }

  static List<PageRule> read(String stored) {
    List<PageRule> rules = new ArrayList<>();
    for (Object each : new JsonArray(stored)) {
      JsonObject rule = (JsonObject) each;
      PageRule.Builder message = PageRule.newBuilder();
      rule.getJsonArray(SEVERITIES)
          .forEach(severity -> message.addSeverities(String.valueOf(severity)));
      rule.getJsonArray(KINDS)
          .forEach(kind -> message.addContactKinds(ContactKind.valueOf(String.valueOf(kind))));
      rules.add(message.build());
    }
    return rules;
  }
}
