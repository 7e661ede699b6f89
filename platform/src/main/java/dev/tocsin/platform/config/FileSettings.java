package dev.tocsin.platform.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings of the file that {@code tocsin.config} names ({@code TOCSIN_CONFIG}). They rank
 * above everything that is built in and below the environment and flags. A mistake in the file
 * leaves the setting at its default here, so that {@link BootCheck} can refuse the start with all
 * of them.
 */
public final class FileSettings implements ConfigSourceFactory {
  /** Above {@code application.properties} in any place, below {@code .env} and the environment. */
  static final int RANK = 275;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    return file(context).map(FileSettings::source).map(List::of).orElse(List.of());
  }

  /** The source of a file that was read. */
  public static ConfigSource source(SettingsFile file) {
    Map<String, String> literal = new HashMap<>();
    // Variables are replaced already: what looks like one now is meant as it stands.
    file.values().forEach((name, value) -> literal.put(name, value.replace("${", "\\${")));
    return new PropertiesConfigSource(literal, "configuration file", RANK);
  }

  /** The file that is named, read; empty when none is. */
  static Optional<SettingsFile> file(ConfigSourceContext context) {
    return Optional.ofNullable(context.getValue(SettingsFile.SETTING))
        .map(ConfigValue::getValue)
        .filter(name -> !name.isBlank())
        .map(name -> SettingsFile.read(Path.of(name)));
  }
}
