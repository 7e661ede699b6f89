package dev.tocsin.alerting.source.mapping;

import dev.tocsin.platform.cel.CelJson;
import dev.tocsin.platform.cel.Expression;
import dev.tocsin.platform.cel.Expression.Outcome;
import dev.tocsin.platform.error.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled mapping; safe from any thread. What cannot be evaluated is told, and left out. */
public final class Mapping {

  private final Optional<Expression> alerts;
  private final Map<String, Expression> parts;

  Mapping(Optional<Expression> alerts, Map<String, Expression> parts) {
    this.alerts = alerts;
    this.parts = parts;
  }

  /**
   * What a mapping has found of one alert.
   *
   * @param values by the names of the contract's fields; a part whose expression names something
   *     that is not there, or gives null, is missing
   * @param problems what could not be evaluated, with line and column where they are known
   */
  public record Found(Map<String, Object> values, List<Violation> problems) {

    /** A part's value as text: numbers and truth values written out, lists joined. */
    public Optional<String> text(String part) {
      return Optional.ofNullable(values.get(part)).map(MappedText::of);
    }

    /** The labels, those with a name of their own before those of the map. */
    public Map<String, String> labels() {
      Map<String, String> labels = new LinkedHashMap<>();
      values.forEach(
          (part, value) -> {
            if (part.startsWith("labels[")) {
              labels.put(
                  part.substring("labels[".length(), part.length() - 1), MappedText.of(value));
            }
          });
      if (values.get("all_labels") instanceof Map<?, ?> map) {
        map.forEach((name, value) -> labels.putIfAbsent(name.toString(), MappedText.of(value)));
      }
      return labels;
    }
  }

  /** Does the mapping name a list of alerts? */
  public boolean manyAlerts() {
    return alerts.isPresent();
  }

  /**
   * The elements that are alerts.
   *
   * @return fails with the problem when there is no list
   */
  public Listed alerts(Object payload) {
    Expression expression = alerts.orElseThrow();
    return switch (expression.evaluate(Map.of("payload", payload, "alert", payload))) {
      case Outcome.Value value when value.value() instanceof List<?> list ->
          new Listed(List.copyOf(list), Optional.empty());
      case Outcome.Value value ->
          new Listed(
              List.of(),
              Optional.of(
                  new Violation(
                      "alerts", "gives " + MappedText.kind(value.value()) + ", not a list")));
      case Outcome.Missing missing ->
          new Listed(List.of(), Optional.of(Places.of("alerts", expression, missing.reason())));
      case Outcome.Failed failed ->
          new Listed(List.of(), Optional.of(Places.of("alerts", expression, failed.reason())));
    };
  }

  /** The alerts of a payload, or why there is no list of them. */
  public record Listed(List<Object> alerts, Optional<Violation> problem) {}

  /** Evaluates every part for one alert. */
  public Found find(Object payload, Object alert) {
    Map<String, Object> variables = Map.of("payload", payload, "alert", alert);
    Map<String, Object> values = new LinkedHashMap<>();
    List<Violation> problems = new ArrayList<>(0);
    parts.forEach(
        (name, expression) -> {
          switch (expression.evaluate(variables)) {
            case Outcome.Value value -> {
              Object there = present(value.value());
              if (there != null) {
                values.put(name, there);
              }
            }
            case Outcome.Missing missing -> {} // the part's default says what that means
            case Outcome.Failed failed ->
                problems.add(Places.of(name, expression, failed.reason()));
          }
        });
    if (values.containsKey("all_labels") && !(values.get("all_labels") instanceof Map)) {
      problems.add(
          new Violation(
              "all_labels", "gives " + MappedText.kind(values.get("all_labels")) + ", not a map"));
    }
    return new Found(values, problems);
  }

  private static @Nullable Object present(Object value) {
    Object inner = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    return inner == null || CelJson.isNull(inner) ? null : inner;
  }
}
