package dev.tocsin.alerting.source.mapping;

import dev.tocsin.platform.cel.Expression;
import dev.tocsin.platform.cel.ExpressionLimits;
import dev.tocsin.platform.cel.Expressions;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles mappings. Their variables are {@code payload}, all of it, and {@code alert}, the element
 * that is being read; without {@code alerts} both are the same.
 */
@Singleton
public class MappingLanguage {

  private static final int KEPT = 2_000;
  private static final int MOST_LABELS = 50;

  private final Expressions language;

  /** Compiling costs about a millisecond an expression, and configurations are loaded often. */
  private final Map<MappingText, Mapping> compiled =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<MappingText, Mapping> eldest) {
              return size() > KEPT;
            }
          });

  /** With the limits that routes have, from the configuration. */
  public MappingLanguage(ExpressionSettings settings) {
    this.language =
        new Expressions(
            new ExpressionLimits(
                settings.conditionLength(),
                settings.iterations(),
                settings.regexSize(),
                ExpressionLimits.usual().growth(),
                settings.perCondition()),
            "payload",
            "alert");
  }

  /**
   * Compiles a mapping. Takes about a millisecond an expression; not on an event loop.
   *
   * @param field name of the field it was sent in, for the errors
   * @throws Invalid with field, line and column of each mistake in it
   */
  public Mapping compile(String field, MappingText text) {
    Mapping known = compiled.get(text);
    if (known != null) {
      return known;
    }
    List<Violation> mistakes = new ArrayList<>();
    if (text.labels().size() > MOST_LABELS) {
      mistakes.add(
          new Violation(
              field + ".labels",
              "has " + text.labels().size() + " labels; a mapping has at most " + MOST_LABELS));
    }
    Optional<Expression> alerts =
        Optional.ofNullable(compile(field + ".alerts", text.alerts(), mistakes));
    Map<String, Expression> parts = new LinkedHashMap<>();
    text.parts()
        .forEach(
            (name, expression) -> {
              Expression part = compile(field + "." + name, expression, mistakes);
              if (part != null) {
                parts.put(name, part);
              }
            });
    if (!mistakes.isEmpty()) {
      throw new Invalid(mistakes);
    }
    Mapping mapping = new Mapping(alerts, parts);
    compiled.put(text, mapping);
    return mapping;
  }

  private @Nullable Expression compile(String field, String text, List<Violation> mistakes) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return language.compile(field, text);
    } catch (Invalid wrong) {
      mistakes.addAll(wrong.violations());
      return null;
    }
  }
}
