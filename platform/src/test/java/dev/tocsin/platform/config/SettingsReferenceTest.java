package dev.tocsin.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The list of known settings and the page about them are what the sources say. Run with {@code
 * -Dtocsin.settings.write=true}, as {@code ./tocsin write-reference} does, it writes both anew.
 */
class SettingsReferenceTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path LIST =
      ROOT.resolve("platform/src/main/resources").resolve(Settings.RESOURCE);
  private static final Path PAGE = ROOT.resolve("docs/configuration.md");
  private static final boolean WRITE = Boolean.getBoolean("tocsin.settings.write");

  @Test
  void theListOfSettingsIsWhatTheSourcesSay() throws IOException {
    is(LIST, list(SettingsSource.read(ROOT)));
  }

  @Test
  void thePageIsWhatTheSourcesSay() throws IOException {
    is(PAGE, SettingsPage.of(SettingsSource.read(ROOT)));
  }

  @Test
  void everySettingSaysWhatItMeansAndHasADefaultThatIsAllowed() throws IOException {
    for (SettingsSource.Group group : SettingsSource.read(ROOT)) {
      assertFalse(group.meaning().isEmpty(), group.prefix() + " has no Javadoc");
      for (Setting setting : group.settings()) {
        assertFalse(setting.meaning().isEmpty(), setting.key() + " has no Javadoc");
        assertTrue(
            setting.defaultValue().isEmpty() || setting.objection(setting.defaultValue()).isEmpty(),
            setting.key() + " has the default " + setting.defaultValue());
      }
    }
  }

  @Test
  void everySettingThatIsReadByNameIsKnown() throws IOException {
    Set<String> known = new TreeSet<>();
    SettingsSource.read(ROOT).stream()
        .flatMap(group -> SettingsSource.spread(group).stream())
        .forEach(group -> group.settings().forEach(setting -> known.add(setting.property())));
    Pattern read =
        Pattern.compile(
            "(?:name = |getOptionalValue\\(\\s*|getValue\\(\\s*|value\\(context, )\""
                + "(tocsin\\.[a-z0-9.-]+[a-z0-9])\"|^(tocsin\\.[a-z0-9.-]+)=|\\$\\{(tocsin\\.[a-z0-9.-]+)[:}]",
            Pattern.MULTILINE);
    Set<String> unknown = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(SettingsReferenceTest::isMainSource).toList()) {
        read.matcher(Files.readString(file))
            .results()
            .map(
                found ->
                    Stream.of(found.group(1), found.group(2), found.group(3))
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElseThrow())
            .filter(name -> !known.contains(name))
            .forEach(name -> unknown.add(name + " in " + ROOT.relativize(file)));
      }
    }
    assertEquals(Set.of(), unknown, "describe these in CommonSettings or a mapping");
  }

  private static boolean isMainSource(Path file) {
    String name = file.toString();
    return (name.contains("/src/main/java/") && name.endsWith(".java"))
        || name.endsWith("/src/main/resources/META-INF/microprofile-config.properties");
  }

  private static String list(List<SettingsSource.Group> groups) throws IOException {
    Map<String, Map<String, Object>> byKey = new TreeMap<>();
    groups.stream()
        .flatMap(group -> SettingsSource.spread(group).stream())
        .flatMap(group -> group.settings().stream())
        .forEach(
            setting -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("key", setting.key());
              entry.put("property", setting.property());
              entry.put("kind", setting.kind().name());
              entry.put("secret", setting.secret());
              entry.put("default", setting.defaultValue());
              entry.put("meaning", setting.meaning());
              byKey.putIfAbsent(setting.key(), entry);
            });
    return new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(byKey.values())
        + "\n";
  }

  private static void is(Path file, String expected) throws IOException {
    if (WRITE) {
      Files.writeString(file, expected);
    }
    assertEquals(
        expected,
        Files.exists(file) ? Files.readString(file) : "",
        ROOT.relativize(file) + " is stale: write it anew with ./tocsin write-reference");
  }
}
