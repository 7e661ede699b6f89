package dev.tocsin.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** The files of this checkout. */
final class Checkout {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = root();

  private Checkout() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  static String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  static List<String> lines(String name) {
    return text(name).lines().toList();
  }

  static JsonNode json(String name) {
    try {
      return JSON.readTree(text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is not JSON", e);
    }
  }

  /** A YAML document as JSON, its anchors and merges resolved. */
  static JsonNode yaml(String name) {
    return parsed(text(name));
  }

  static JsonNode parsed(String yaml) {
    Map<String, Object> document = new Yaml().load(yaml);
    return JSON.valueToTree(document);
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("standalone/pom.xml"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("no folder above is a checkout of Tocsin");
      }
    }
    return here;
  }
}
