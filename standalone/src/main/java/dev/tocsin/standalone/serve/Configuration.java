package dev.tocsin.standalone.serve;

import dev.tocsin.platform.config.FileSettings;
import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.platform.yaml.Place;
import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.provisioning.Declarations;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * What this process is told before it starts: by flags ({@code -D}), the environment and a file, in
 * this order.
 *
 * @param path the file; empty when there is none
 * @param file what it says
 * @param all everything together
 */
public record Configuration(Optional<Path> path, Optional<SettingsFile> file, SmallRyeConfig all) {
  /** Sources above this rank are somebody's words, those below are built in. */
  private static final int BUILT_IN = 260;

  /**
   * Finds and reads it.
   *
   * @param given the file asked for; else the one that {@code TOCSIN_CONFIG} names; else {@code
   *     tocsin.yaml} in the data folder or the working directory
   */
  public static Configuration find(Optional<Path> given, Path data) {
    SmallRyeConfig before = builder().build();
    Optional<Path> path =
        given
            .or(
                () ->
                    before
                        .getOptionalValue(SettingsFile.SETTING, String.class)
                        .filter(name -> !name.isBlank())
                        .map(Path::of))
            .or(() -> there(data.resolve(SettingsFile.USUAL)))
            .or(() -> there(Path.of(SettingsFile.USUAL)));
    Optional<SettingsFile> file = path.map(SettingsFile::read);
    SmallRyeConfigBuilder all = builder();
    file.ifPresent(read -> all.withSources(FileSettings.source(read)));
    return new Configuration(path, file, all.build());
  }

  private static SmallRyeConfigBuilder builder() {
    return new SmallRyeConfigBuilder().addDefaultInterceptors().addDefaultSources();
  }

  private static Optional<Path> there(Path path) {
    return Files.exists(path) ? Optional.of(path) : Optional.empty();
  }

  /**
   * Goes on only when the file has no mistake.
   *
   * @throws IllegalStateException with all of them
   */
  public Configuration sound() {
    String mistakes =
        Stream.concat(
                file.stream().flatMap(read -> read.problems().stream()),
                declarations().problems().stream())
            .map(Problem::toString)
            .collect(Collectors.joining("\n"));
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException("the configuration file has mistakes\n" + mistakes);
    }
    return this;
  }

  /** What the file declares for a tenant. */
  public Declarations declarations() {
    return Declarations.of(
        file.map(SettingsFile::declarations)
            .orElseGet(() -> YamlMap.empty(new Place(SettingsFile.USUAL, 1))));
  }

  /** The value of a setting, when a flag, the environment or the file says one. */
  public Optional<String> said(String property) {
    ConfigValue value = all.getConfigValue(property);
    return value.getSourceOrdinal() > BUILT_IN
        ? Optional.ofNullable(value.getValue()).filter(text -> !text.isBlank())
        : Optional.empty();
  }
}
