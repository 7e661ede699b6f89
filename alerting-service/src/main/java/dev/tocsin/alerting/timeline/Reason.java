package dev.tocsin.alerting.timeline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Why something happened or did not. Each package that decides has one class of factories for its
 * reasons; docs/reasons.md lists them all.
 *
 * @param code stable: lower case, dots between family and member, for example {@code
 *     not_paged.nobody_on_call}
 * @param summary the same in one sentence, with names and numbers filled in
 * @param facts what it was decided on: ids (as text), names, counts; values that JSON has
 */
public record Reason(String code, String summary, Map<String, Object> facts) {

  /** Copies the facts. */
  public Reason {
    facts = Map.copyOf(facts);
  }

  /** The reason as it is stored in a list of decisions. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("code", code)
        .put("summary", summary)
        .put("facts", new JsonObject(facts));
  }

  /** The decisions that were stored with an alert, in their order. */
  public static List<Reason> listOf(JsonArray stored) {
    return stored.stream()
        .map(JsonObject.class::cast)
        .map(
            r ->
                new Reason(
                    r.getString("code"),
                    r.getString("summary"),
                    r.getJsonObject("facts", new JsonObject()).getMap()))
        .toList();
  }
}
