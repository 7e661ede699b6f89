package dev.tocsin.ticketing.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tocsin.platform.cel.CelJson;
import dev.tocsin.platform.cel.Expression;
import dev.tocsin.platform.cel.ExpressionLimits;
import dev.tocsin.platform.cel.Expressions;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.ticketing.mapping.Mapped.Field;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The language of field mappings and their evaluation, off the event loop. The only class that
 * knows which names an expression may use.
 */
@Singleton
public class Mappings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEPT = 5_000;
  private static final String[] VARIABLES = {
    "alert", "alerts", "group", "policy", "links", "actor", "event", "tenant", "user", "reason",
    "ticket"
  };

  private final Vertx vertx;
  private final MappingLimits limits;
  private final Expressions language;

  /** Compiling costs about a millisecond, so programs are kept, for all tenants, by their text. */
  private final Map<String, Expression> compiled =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Expression> eldest) {
              return size() > KEPT;
            }
          });

  Mappings(Vertx vertx, MappingLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
    this.language =
        new Expressions(
            new ExpressionLimits(
                limits.length(),
                limits.iterations(),
                limits.regexSize(),
                limits.growth(),
                limits.time()),
            VARIABLES);
  }

  /**
   * Compiles all of them.
   *
   * @param field name of the list in the request, for the errors: {@code provider.field_mappings}
   * @return fails with {@code Invalid}: field, line and column of every mistake
   */
  public Uni<Void> check(String field, List<Mapping> mappings) {
    return off(() -> {
          checkNow(field, mappings);
          return mappings;
        })
        .replaceWithVoid();
  }

  /**
   * Evaluates them. A mapping that fails leaves its field out: a ticket with a field less is better
   * than none.
   *
   * @param contextJson a JSON object with the keys of a template's context
   */
  public Uni<Mapped> evaluate(List<Mapping> mappings, String contextJson, String title) {
    return mappings.isEmpty()
        ? Uni.createFrom().item(new Mapped(List.of()))
        : off(() -> evaluateNow(mappings, contextJson, title));
  }

  private void checkNow(String field, List<Mapping> mappings) {
    List<Violation> violations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < mappings.size(); i++) {
      String place = field + "[" + i + "]";
      Mapping mapping = mappings.get(i);
      if (!seen.add(mapping.field())) {
        violations.add(
            new Violation(place + ".field", "'" + mapping.field() + "' is mapped twice"));
      }
      try {
        compiled(place + ".expression", mapping.expression());
      } catch (Invalid invalid) {
        violations.addAll(invalid.violations());
      }
    }
    if (!violations.isEmpty()) {
      throw new Invalid(violations);
    }
  }

  private Mapped evaluateNow(List<Mapping> mappings, String contextJson, String title)
      throws JsonProcessingException {
    Map<String, Object> variables = CelJson.variables(JSON.readTree(contextJson));
    variables.put("ticket", Map.of("title", title));
    return new Mapped(mappings.stream().map(mapping -> field(mapping, variables)).toList());
  }

  private Field field(Mapping mapping, Map<String, Object> variables) {
    Expression expression;
    try {
      expression = compiled(mapping.field(), mapping.expression());
    } catch (Invalid stricterNow) {
      return left(mapping, String.valueOf(stricterNow.getMessage()), false);
    }
    return switch (expression.evaluate(variables)) {
      case Expression.Outcome.Missing missing -> left(mapping, missing.reason(), true);
      case Expression.Outcome.Failed failed -> left(mapping, failed.reason(), false);
      case Expression.Outcome.Value value -> written(mapping, value.value());
    };
  }

  private Field written(Mapping mapping, Object value) {
    try {
      JsonNode json = CelJson.write(value);
      return json.toString().length() > limits.valueLength()
          ? left(mapping, "has more than " + limits.valueLength() + " characters", false)
          : new Field(mapping.field(), json, "", true);
    } catch (IllegalArgumentException notJson) {
      return left(mapping, String.valueOf(notJson.getMessage()), false);
    }
  }

  private static Field left(Mapping mapping, String reason, boolean harmless) {
    return new Field(mapping.field(), NullNode.getInstance(), reason, harmless);
  }

  private Expression compiled(String field, String text) {
    Expression known = compiled.get(text);
    if (known != null) {
      return known;
    }
    Expression expression = language.compile(field, text);
    compiled.put(text, expression);
    return expression;
  }

  private <T> Uni<T> off(java.util.concurrent.Callable<T> work) {
    return Uni.createFrom()
        .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
  }
}
