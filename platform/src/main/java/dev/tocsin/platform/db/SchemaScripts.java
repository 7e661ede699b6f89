package dev.tocsin.platform.db;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scripts of a schema that this release brings along. */
public final class SchemaScripts {
  private static final Pattern NAME = Pattern.compile("V(\\d{1,6})__.*\\.sql");

  private SchemaScripts() {}

  /** Version of the newest script in {@code db/<schema>/} of the class path; empty without one. */
  public static OptionalInt newest(String schema) {
    String folder = "db/" + schema;
    try {
      IntStream versions = IntStream.empty();
      List<URL> places =
          Collections.list(Thread.currentThread().getContextClassLoader().getResources(folder));
      for (URL place : places) {
        versions = IntStream.concat(versions, versions(names(place, folder)));
      }
      return versions.max();
    } catch (IOException e) {
      throw new IllegalStateException("cannot list the scripts of schema " + schema, e);
    }
  }

  static IntStream versions(Stream<String> names) {
    return names
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)));
  }

  private static Stream<String> names(URL place, String folder) throws IOException {
    if (place.getProtocol().equals("file")) {
      try (Stream<Path> files = Files.list(Path.of(URI.create(place.toString())))) {
        return files.map(file -> file.getFileName().toString()).toList().stream();
      }
    }
    if (place.openConnection() instanceof JarURLConnection connection) {
      connection.setUseCaches(false);
      try (var jar = connection.getJarFile()) {
        return jar.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(folder + "/"))
            .map(name -> name.substring(folder.length() + 1))
            .toList()
            .stream();
      }
    }
    return Stream.empty();
  }
}
