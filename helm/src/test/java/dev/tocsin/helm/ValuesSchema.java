package dev.tocsin.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.platform.config.Setting;
import dev.tocsin.platform.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schema of the chart's values, from {@code values.yaml} and, for {@code config}, from the list
 * of Tocsin's settings. What neither names is refused.
 */
final class ValuesSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the chart says itself, so that it is said once; and what nobody may switch on. */
  private static final Set<String> NOT_IN_CONFIG =
      Set.of(
          "server", "database", "db", "redis", "tls", "first-run", "public-url", "config", "test");

  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "image.pullPolicy", List.of("Always", "IfNotPresent", "Never"),
          "migrations.by", List.of("", "job", "start", "none"),
          "internalTls.certManager.issuerKind", List.of("Issuer", "ClusterIssuer"),
          "topologySpread.whenUnsatisfiable", List.of("ScheduleAnyway", "DoNotSchedule"));

  private static final Map<String, String> PATTERNS =
      Map.of(
          "secrets.setupToken", "^$|^.{20,}$",
          "publicUrl", "^$|^https?://[^ ]*[^/ ]$",
          "database.url", "^$|^postgresql://[^ @]+/[^ /]+$",
          "redis.url", "^$|^rediss?://[^ @]+$",
          "telemetry.endpoint", "^$|^https?://[^ ]+$",
          "secrets.serviceSecret", "^$|^.{32,}$",
          "secrets.keyring", "^$|^[^:, ]+:[A-Za-z0-9+/]{43}=(,[^:, ]+:[A-Za-z0-9+/]{43}=)*$",
          "ingress.host", "^$|^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
          "monitoring.serviceMonitor.interval", "^[0-9]+(ms|s|m|h)$");

  private ValuesSchema() {}

  /** As it stands in the chart. */
  static ObjectNode schema() {
    ObjectNode root = closed();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    for (Value value : Value.all()) {
      ObjectNode parent = root;
      String[] path = value.path().split("\\.");
      for (int i = 0; i < path.length - 1; i++) {
        parent = child(parent, path[i]);
      }
      parent.withObjectProperty("properties").set(path[path.length - 1], leaf(value));
    }
    // What charts of charts set for everything below them.
    root.withObjectProperty("properties").putObject("global").put("type", "object");
    return root;
  }

  private static ObjectNode closed() {
    return JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    ObjectNode properties = parent.withObjectProperty("properties");
    if (!properties.has(name)) {
      properties.set(name, closed());
    }
    return (ObjectNode) properties.get(name);
  }

  private static ObjectNode leaf(Value value) {
    ObjectNode leaf =
        value.path().equals("config")
            ? config()
            : value.path().endsWith("resources") ? resources() : typed(value.usual());
    leaf.put("description", value.meaning());
    CHOICES
        .getOrDefault(value.path(), List.of())
        .forEach(choice -> leaf.withArrayProperty("enum").add(choice));
    if (PATTERNS.containsKey(value.path())) {
      leaf.put("pattern", PATTERNS.get(value.path()));
    }
    return leaf;
  }

  private static ObjectNode typed(@Nullable Object usual) {
    ObjectNode leaf = JSON.createObjectNode();
    return switch (usual) {
      case Boolean ignored -> leaf.put("type", "boolean");
      case Integer ignored -> leaf.put("type", "integer").put("minimum", 1);
      case List<?> ignored -> leaf.put("type", "array");
      case Map<?, ?> ignored -> leaf.put("type", "object");
      case null, default -> leaf.put("type", "string");
    };
  }

  private static ObjectNode resources() {
    ObjectNode resources = closed();
    for (String kind : List.of("requests", "limits")) {
      ObjectNode amounts = child(resources, kind);
      for (String name : List.of("cpu", "memory", "ephemeral-storage")) {
        child(amounts, name).removeAll().putArray("type").add("string").add("number");
      }
    }
    return resources;
  }

  /** Every setting that is no secret and is not the chart's own to say. */
  private static ObjectNode config() {
    ObjectNode config = closed();
    for (Setting setting : Settings.known().all()) {
      String[] path = setting.key().split("\\.");
      boolean address = path[0].equals("services") && setting.key().endsWith(".address");
      if (setting.secret() || address || NOT_IN_CONFIG.contains(path[0])) {
        continue;
      }
      ObjectNode parent = config;
      for (int i = 0; i < path.length - 1; i++) {
        parent = child(parent, path[i]);
      }
      parent.withObjectProperty("properties").set(path[path.length - 1], setting(setting));
    }
    config
        .withObjectProperty("properties")
        .putObject("quarkus")
        .put("type", "object")
        .put("description", "Settings of Quarkus itself.");
    return config;
  }

  private static ObjectNode setting(Setting setting) {
    ObjectNode leaf = JSON.createObjectNode();
    switch (setting.kind()) {
      case WHOLE -> leaf.put("type", "integer").put("minimum", 0);
      case NUMBER -> leaf.put("type", "number").put("minimum", 0);
      case SWITCH -> leaf.put("type", "boolean");
      case DURATION -> leaf.put("type", "string").put("pattern", "^[0-9P]");
      case LIST -> leaf.put("type", "array").putObject("items").put("type", "string");
      case TEXT -> leaf.put("type", "string");
    }
    if (setting.key().endsWith(".db.url")) {
      // It goes into a ConfigMap, so that a password must not stand in it here either.
      leaf.put("pattern", PATTERNS.get("database.url"));
    }
    return leaf.put("description", setting.meaning());
  }
}
