package dev.tocsin.proto.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP routes that no proto describes (webhooks, provider callbacks, answers from an e-mail),
 * listed in {@code META-INF/tocsin/plain-routes.json}.
 */
record PlainRoutes(List<Route> routes) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

  record Route(
      String method,
      String path,
      String service,
      String summary,
      String description,
      String consumes,
      String answers,
      boolean integrationKey) {

    Map<String, Object> operation() {
      Map<String, Object> operation =
          Tree.of(
              "operationId",
              "plain_" + method + path.replaceAll("[^A-Za-z0-9]+", "_"),
              "tags",
              List.of("Webhooks and callbacks"),
              "summary",
              summary,
              "description",
              description,
              "security",
              integrationKey ? List.of(Tree.of("integrationKey", List.of())) : List.of());
      List<Object> parameters = new ArrayList<>();
      Matcher variables = VARIABLE.matcher(path);
      while (variables.find()) {
        parameters.add(
            Tree.of(
                "name",
                variables.group(1),
                "in",
                "path",
                "required",
                true,
                "schema",
                Tree.of("type", "string")));
      }
      if (!parameters.isEmpty()) {
        operation.put("parameters", parameters);
      }
      if (!consumes.isEmpty()) {
        operation.put(
            "requestBody",
            Tree.of("required", true, "content", Tree.of(consumes, Tree.of("schema", Tree.of()))));
      }
      operation.put(
          "responses",
          Tree.of(
              "200",
              Tree.of(
                  "description",
                  "Taken",
                  "content",
                  Tree.of(answers, Tree.of("schema", Tree.of()))),
              "default",
              Tree.of("$ref", "#/components/responses/Problem")));
      return operation;
    }
  }

  static PlainRoutes parse(String json) {
    List<Route> routes = new ArrayList<>();
    for (Object each : new JsonArray(json)) {
      JsonObject route = (JsonObject) each;
      routes.add(
          new Route(
              route.getString("method"),
              route.getString("path"),
              route.getString("service"),
              route.getString("summary"),
              route.getString("description", ""),
              route.getString("consumes", ""),
              route.getString("answers", "application/json"),
              route.getBoolean("integration_key", false)));
    }
    return new PlainRoutes(List.copyOf(routes));
  }
}
