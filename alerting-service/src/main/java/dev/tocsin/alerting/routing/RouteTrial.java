package dev.tocsin.alerting.routing;

import dev.tocsin.platform.error.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tries an alert on every route and says of each why it wins, or why not. */
public final class RouteTrial {

  private static final int LONGEST_VALUE = 200;

  /** A field of an alert as conditions name it. */
  private static final Pattern FIELD =
      Pattern.compile(
          "\\b(labels|annotations)(?:\\.([A-Za-z_]\\w*)|\\[\"([^\"]*)\"\\])|\\b(severity|source)\\b");

  private RouteTrial() {}

  /** What a route does with an alert. */
  public enum Outcome {
    MATCHED,
    CONDITION_FALSE,
    FAILED,
    NOT_REACHED,
    DISABLED
  }

  /**
   * One route's verdict.
   *
   * @param place among the routes that are tried, from 1; 0 for a disabled one
   * @param explanation one sentence
   */
  public record Tried(Route route, int place, Outcome outcome, String explanation) {}

  /** The verdicts of all routes, in the order in which they are tried. */
  public static List<Tried> of(List<Route> routes, Conditions language, AlertFacts alert) {
    List<Tried> tried = new ArrayList<>();
    String winner = "";
    int place = 0;
    for (Route route : routes.stream().sorted(Routes.ORDER).toList()) {
      if (route.disabled()) {
        tried.add(new Tried(route, 0, Outcome.DISABLED, "It is disabled"));
        continue;
      }
      place++;
      Tried verdict = verdict(route, place, language, alert);
      if (!winner.isEmpty()) {
        boolean matches = verdict.outcome() == Outcome.MATCHED;
        verdict =
            new Tried(
                route,
                place,
                Outcome.NOT_REACHED,
                "Route '"
                    + winner
                    + "' matched before and does not say continue. "
                    + (matches ? "It would match" : verdict.explanation()));
      } else if (verdict.outcome() == Outcome.MATCHED && !route.goesOn()) {
        winner = route.name();
      }
      tried.add(verdict);
    }
    return tried;
  }

  private static Tried verdict(Route route, int place, Conditions language, AlertFacts alert) {
    try {
      Condition.Result result =
          language.compile("route.condition", route.condition()).program().apply(alert);
      return switch (result) {
        case Condition.Failed failed ->
            new Tried(route, place, Outcome.FAILED, "Its condition " + failed.why());
        case Condition.Decided(boolean holds) when holds ->
            new Tried(route, place, Outcome.MATCHED, matched(route));
        case Condition.Decided _ ->
            new Tried(route, place, Outcome.CONDITION_FALSE, whyFalse(route, language, alert));
      };
    } catch (Invalid e) {
      return new Tried(route, place, Outcome.FAILED, "Its condition " + e.explanation());
    }
  }

  private static String matched(Route route) {
    return (route.condition().isBlank() ? "It has no condition: every alert" : "Its condition")
        + (route.condition().isBlank() ? " matches" : " holds")
        + (route.goesOn() ? "; later routes are tried as well" : "");
  }

  /** The first part of the condition that does not hold, and what the alert has in its place. */
  private static String whyFalse(Route route, Conditions language, AlertFacts alert) {
    for (String part : language.parts(route.condition())) {
      boolean holds =
          language.compile("route.condition", part).program().apply(alert)
                  instanceof Condition.Decided(boolean yes)
              && yes;
      if (!holds) {
        return part + " is false" + values(part, alert);
      }
    }
    return "Its condition is false";
  }

  private static String values(String part, AlertFacts alert) {
    List<String> values = new ArrayList<>();
    Matcher fields = FIELD.matcher(part);
    while (fields.find()) {
      String value = value(fields, alert);
      if (!values.contains(value)) {
        values.add(value);
      }
    }
    return values.isEmpty() ? "" : ": " + String.join(", ", values);
  }

  private static String value(Matcher field, AlertFacts alert) {
    if (field.group(4) != null) {
      return field.group()
          + " is '"
          + (field.group().equals("severity") ? alert.severity().word() : alert.source())
          + "'";
    }
    Map<String, String> from =
        field.group(1).equals("labels") ? alert.labels() : alert.annotations();
    String value = from.get(field.group(2) != null ? field.group(2) : field.group(3));
    if (value == null) {
      return field.group() + " is missing";
    }
    return field.group() + " is '" + shortened(value) + "'";
  }

  private static String shortened(String value) {
    return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
  }
}
