package dev.tocsin.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart's folder, and what stands in its files. */
final class Chart {
  /** The folder. */
  static final Path FOLDER = Path.of("tocsin").toAbsolutePath();

  private Chart() {}

  /** A file of the chart. */
  static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its values. */
  static Map<String, Object> values() {
    return yaml(read("values.yaml"));
  }

  /** Reads YAML that is a map at the top. */
  static Map<String, Object> yaml(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }
}
