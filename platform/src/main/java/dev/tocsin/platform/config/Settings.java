package dev.tocsin.platform.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting of every service. Each service knows them all, so that one file serves all of them.
 * The list is made from the mappings, see {@link DocumentedSettings}.
 */
public final class Settings {
  static final String RESOURCE = "META-INF/tocsin/settings.json";

  private final Map<String, Setting> byKey;

  private Settings(Map<String, Setting> byKey) {
    this.byKey = byKey;
  }

  /** Those of this build. */
  public static Settings known() {
    try (InputStream json = Settings.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (json == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the platform's jar");
      }
      Map<String, Setting> byKey = new LinkedHashMap<>();
      for (JsonNode node : new ObjectMapper().readTree(json)) {
        Setting setting =
            new Setting(
                node.path("key").asText(),
                node.path("property").asText(),
                Setting.Kind.valueOf(node.path("kind").asText()),
                node.path("secret").asBoolean(),
                node.path("default").asText(),
                node.path("meaning").asText());
        byKey.put(setting.key(), setting);
      }
      return new Settings(byKey);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /** All, ordered by key. */
  public Collection<Setting> all() {
    return byKey.values();
  }

  Optional<Setting> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Is there a setting below this group? */
  boolean hasGroup(String path) {
    return byKey.keySet().stream().anyMatch(key -> key.startsWith(path + "."));
  }
}
