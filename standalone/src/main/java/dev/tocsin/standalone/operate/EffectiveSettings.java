package dev.tocsin.standalone.operate;

import dev.tocsin.platform.config.Setting;
import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.platform.yaml.Place;
import dev.tocsin.standalone.serve.Configuration;
import dev.tocsin.standalone.serve.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigValue;

/** What each setting is, and who says so. */
final class EffectiveSettings {
  private static final int FLAGS = 400;
  private static final int ENVIRONMENT = 290;
  private static final String DEFAULT = "default";
  private static final String MASK = "********";
  private static final Pattern TELLTALE =
      Pattern.compile("password|secret|key|token|credential|header|auth", Pattern.CASE_INSENSITIVE);

  /** A line of the list. */
  record Line(String key, String value, String source) {
    boolean isDefault() {
      return source.equals(DEFAULT);
    }

    @Override
    public String toString() {
      return "%-44s = %-40s # %s".formatted(key, value, source);
    }
  }

  private EffectiveSettings() {}

  /** All, ordered by key; a setting with two names stands under the first. */
  static List<Line> of(Configuration configuration, Path data) {
    Map<String, String> folder =
        Files.exists(data.resolve("secrets.properties")) ? Secrets.of(data) : Map.of();
    Map<String, Line> lines = new LinkedHashMap<>();
    for (Setting setting : dev.tocsin.platform.config.Settings.known().all()) {
      if (!setting.key().startsWith("database.")) {
        lines.putIfAbsent(setting.property(), line(setting, configuration, folder));
      }
    }
    configuration
        .file()
        .map(SettingsFile::values)
        .orElse(Map.of())
        .forEach((name, value) -> lines.putIfAbsent(name, foreign(name, value, configuration)));
    return List.copyOf(lines.values());
  }

  private static Line line(
      Setting setting, Configuration configuration, Map<String, String> folder) {
    Optional<String> said = configuration.said(setting.property());
    if (said.isPresent()) {
      return new Line(
          setting.key(), shown(setting, said.get()), source(setting.property(), configuration));
    }
    String kept = folder.get(setting.property());
    return kept == null
        ? new Line(setting.key(), setting.defaultValue(), DEFAULT)
        : new Line(setting.key(), shown(setting, kept), "data folder");
  }

  /** A setting of Quarkus: nobody here knows whether it is a secret. */
  private static Line foreign(String name, String value, Configuration configuration) {
    boolean secret = TELLTALE.matcher(name).find();
    return new Line(name, secret ? MASK : withoutUsers(value), source(name, configuration));
  }

  private static String shown(Setting setting, String value) {
    return setting.secret() ? MASK : withoutUsers(value);
  }

  /** Addresses may hold a user and a password. */
  private static String withoutUsers(String value) {
    return value.replaceAll("://[^/\\s]*@", "://" + MASK + "@");
  }

  private static String source(String property, Configuration configuration) {
    ConfigValue value = configuration.all().getConfigValue(property);
    int rank = value.getSourceOrdinal();
    if (rank >= FLAGS) {
      return "flag";
    }
    if (rank >= ENVIRONMENT) {
      return "environment";
    }
    return configuration
        .file()
        .flatMap(file -> file.placeOf(property))
        .map(Place::toString)
        .orElse("file");
  }
}
