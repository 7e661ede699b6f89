package dev.tocsin.ticketing.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings of a configured provider by the names of its proto message, secrets in clear; lives only
 * as long as a call.
 *
 * @param open what may be shown
 * @param secret what may not; the entries of a secret map as {@code headers/x-team}. Never logged
 */
public record ProviderSettings(ObjectNode open, Map<String, String> secret) {
  public ProviderSettings {
    open = open.deepCopy();
    secret = Map.copyOf(secret);
  }

  /** A setting as text; empty when it is not set. */
  public String text(String name) {
    return secret.getOrDefault(name, open.path(name).asText());
  }

  /** A setting that is a list or an object; missing when it is not set. */
  public JsonNode node(String name) {
    return open.path(name);
  }

  /** The entries of a map whose values are secret. */
  public Map<String, String> secretMap(String name) {
    Map<String, String> entries = new HashMap<>();
    secret.forEach(
        (key, value) -> {
          if (key.startsWith(name + "/")) {
            entries.put(key.substring(name.length() + 1), value);
          }
        });
    return entries;
  }

  /** The same with one secret more, or another. */
  public ProviderSettings withSecret(String name, String value) {
    Map<String, String> more = new HashMap<>(secret);
    more.put(name, value);
    return new ProviderSettings(open, more);
  }

  /** Names of secrets alone: a record's own text would print them. */
  @Override
  public String toString() {
    return "ProviderSettings[" + open + ", secrets " + secret.keySet() + "]";
  }
}
