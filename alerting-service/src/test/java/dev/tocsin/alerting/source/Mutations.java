package dev.tocsin.alerting.source;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Payloads that differ a little from one that is as it should be. */
final class Mutations {

  /** Stands for JSON's null. */
  static final Object NULL = new Object();

  private static final Set<String> STATES = Set.of("status", "state", "startsAt", "endsAt");

  private Mutations() {}

  static boolean isState(String name) {
    return STATES.contains(name);
  }

  static Object copy(Object json) {
    return Json.decodeValue(Json.encode(json));
  }

  /** Changes every object, from the outermost in. */
  static Object everyObject(Object json, Consumer<JsonObject> change) {
    if (json instanceof JsonObject object) {
      object.fieldNames().stream()
          .toList()
          .forEach(name -> everyObject(some(object.getValue(name)), change));
      change.accept(object);
    } else if (json instanceof JsonArray list) {
      list.forEach(element -> everyObject(some(element), change));
    }
    return json;
  }

  /** The same with every text changed; the change is given its field's name. */
  static Object everyText(Object json, BinaryOperator<String> change) {
    Object copy = copy(json);
    everyObject(
        copy,
        object ->
            object.fieldNames().stream()
                .toList()
                .forEach(
                    name -> {
                      if (object.getValue(name) instanceof String text) {
                        object.put(name, change.apply(name, text));
                      }
                    }));
    return copy;
  }

  /** One payload for each value in it, with that value replaced. */
  static List<Object> oneValueReplaced(Object json, Object by) {
    List<Object> mutated = new ArrayList<>();
    int places = replace(copy(json), -1, by, new int[] {0});
    for (int place = 0; place < places; place++) {
      Object copy = copy(json);
      replace(copy, place, by, new int[] {0});
      mutated.add(copy);
    }
    return mutated;
  }

  private static int replace(Object json, int place, Object by, int[] counted) {
    if (json instanceof JsonObject object) {
      for (String name : object.fieldNames().stream().toList()) {
        if (counted[0]++ == place) {
          object.put(name, by == NULL ? null : by);
        } else {
          replace(some(object.getValue(name)), place, by, counted);
        }
      }
    } else if (json instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        if (counted[0]++ == place) {
          list.set(i, by == NULL ? null : by);
        } else {
          replace(some(list.getValue(i)), place, by, counted);
        }
      }
    }
    return counted[0];
  }

  private static Object some(@Nullable Object value) {
    return value == null ? NULL : value;
  }
}
