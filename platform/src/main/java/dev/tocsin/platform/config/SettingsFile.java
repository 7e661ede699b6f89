package dev.tocsin.platform.config;

import dev.tocsin.platform.yaml.Place;
import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlFile;
import dev.tocsin.platform.yaml.YamlMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file: settings, and declarations for whoever provisions.
 *
 * @param values settings by property, as they are written
 * @param places where each stands
 * @param declarations the sections at the top that are no settings
 * @param problems all mistakes, by line; those of declarations only as far as YAML goes
 */
public record SettingsFile(
    Map<String, String> values,
    Map<String, Place> places,
    YamlMap declarations,
    List<Problem> problems) {

  /** The setting that names the file. */
  public static final String SETTING = "tocsin.config";

  /** Its usual name. */
  public static final String USUAL = "tocsin.yaml";

  /** Reads a file. Its mistakes are in the answer. */
  public static SettingsFile read(Path file) {
    return of(YamlFile.read(file, System::getenv), Settings.known());
  }

  /** The same with another environment. */
  public static SettingsFile read(Path file, Function<String, @Nullable String> environment) {
    return of(YamlFile.read(file, environment), Settings.known());
  }

  /** Reads the text of a file. */
  public static SettingsFile parse(
      String name, String text, Function<String, @Nullable String> environment) {
    return of(YamlFile.parse(name, text, environment), Settings.known());
  }

  static SettingsFile of(YamlFile file, Settings known) {
    SettingsReading reading = new SettingsReading(known);
    reading.top(file.root());
    List<Problem> problems = new ArrayList<>(file.problems());
    problems.addAll(reading.problems());
    problems.sort(Comparator.comparingInt(problem -> problem.place().line()));
    Map<String, String> values = new LinkedHashMap<>(reading.values());
    withoutUser(values);
    return new SettingsFile(
        values,
        reading.places(),
        new YamlMap(file.root().place(), reading.declarations()),
        List.copyOf(problems));
  }

  /** Where a setting stands; empty when the file does not say it. */
  public Optional<Place> placeOf(String property) {
    return Optional.ofNullable(places.get(property));
  }

  /** A user and a password in the database's address count where none are given beside it. */
  private static void withoutUser(Map<String, String> values) {
    String url = values.getOrDefault("tocsin.db.url", "");
    url = url.replaceFirst("^jdbc:", "").replaceFirst("^postgres://", "postgresql://");
    var parts =
        java.util.regex.Pattern.compile("^postgresql://([^:@/]+)(:([^@/]*))?@(.+)$").matcher(url);
    if (parts.matches()) {
      values.putIfAbsent("tocsin.db.username", decoded(parts.group(1)));
      if (parts.group(3) != null) {
        values.putIfAbsent("tocsin.db.password", decoded(parts.group(3)));
      }
      url = "postgresql://" + parts.group(4);
    }
    if (!url.isEmpty()) {
      values.put("tocsin.db.url", url);
    }
  }

  /** What has a percent sign that begins nothing stands for itself. */
  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part;
    }
  }
}
