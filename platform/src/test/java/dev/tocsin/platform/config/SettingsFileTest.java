package dev.tocsin.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlFile;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
  @TempDir Path folder;

  @Test
  void takesKeysNestedDottedAndWithUnderscores() {
    SettingsFile file =
        read(
            """
            delivery:
              max_attempts: 5
              longest-pause: 1m
            tocsin:
              email.timeout: 30s
            outbound.allow: [10.0.0.0/8, "a,b"]
            """);

    assertEquals(List.of(), file.problems());
    assertEquals(
        Map.of(
            "tocsin.delivery.max-attempts", "5",
            "tocsin.delivery.longest-pause", "1m",
            "tocsin.email.timeout", "30s",
            "tocsin.outbound.allow", "10.0.0.0/8,a\\,b"),
        file.values());
    assertEquals(3, file.placeOf("tocsin.delivery.longest-pause").orElseThrow().line());
  }

  @Test
  void takesTheNamesThatOtherToolsUse() {
    SettingsFile file =
        read(
            """
            server:
              port: 9000
              host: 0.0.0.0
            database:
              url: postgres://app:pw@db:5432/tocsin
            quarkus.http.limits.max-body-size: 1M
            """);

    assertEquals(List.of(), file.problems());
    assertEquals(
        Map.of(
            "quarkus.http.port", "9000",
            "quarkus.http.host", "0.0.0.0",
            "tocsin.db.url", "postgresql://db:5432/tocsin",
            "tocsin.db.username", "app",
            "tocsin.db.password", "pw",
            "quarkus.http.limits.max-body-size", "1M"),
        file.values());
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://app:p%40ss%2Fw+rd@db/x,app,p@ss/w+rd",
    "postgresql://a%3Ab:100%@db/x,a:b,100%"
  })
  void aUserAndAPasswordInTheAddressMayBeEncoded(String url, String user, String password) {
    SettingsFile file = read("database.url: '" + url + "'");

    assertEquals("postgresql://db/x", file.values().get("tocsin.db.url"));
    assertEquals(user, file.values().get("tocsin.db.username"));
    assertEquals(password, file.values().get("tocsin.db.password"));
  }

  @Test
  void aTextWhereAGroupBelongsIsNotShown() {
    SettingsFile file =
        SettingsFile.of(
            YamlFile.parse("t.yaml", "email: ${SMTP_PASSWORD}", name -> "hunter2"),
            Settings.known());

    assertEquals(
        List.of("t.yaml line 1: `email` is a group of keys, not a text"),
        file.problems().stream().map(Problem::toString).toList());
  }

  @Test
  void tellsAllMistakesAtOnceWithTheNearestKnownKey() {
    SettingsFile file =
        read(
            """
            delivery:
              max_atempts: 5
              longest-pause: soon
            delivry:
              rate: 3
            email: 5
            limits.enabled: maybe
            shedules: []
            db.url: a
            database.url: b
            config: other.yaml
            """);

    assertEquals(
        List.of(
            "t.yaml line 2: unknown key `delivery.max_atempts`; did you mean"
                + " `delivery.max-attempts`?",
            "t.yaml line 3: `delivery.longest-pause` is 'soon', but takes a duration, for example"
                + " 500ms, 30s, 5m, 2h, 7d or PT1H30M",
            "t.yaml line 4: unknown key `delivry`; did you mean `delivery`?",
            "t.yaml line 6: `email` is a group of keys, not a text",
            "t.yaml line 7: `limits.enabled` is 'maybe', but takes true or false",
            "t.yaml line 8: unknown key `shedules`; did you mean `schedules`?",
            "t.yaml line 10: `database.url` says again what line 9 has said",
            "t.yaml line 11: a file cannot name another: set TOCSIN_CONFIG, or give --config"),
        file.problems().stream().map(Problem::toString).toList());
  }

  @Test
  void keepsDeclarationsApartFromSettingsOfTheSameName() {
    SettingsFile settings = read("templates:\n  max-output: 5\n");
    SettingsFile declared = read("templates:\n  - name: x\nescalation-policies: []\n");

    assertEquals(Map.of("tocsin.templates.max-output", "5"), settings.values());
    assertEquals(Map.of(), declared.values());
    assertEquals(
        Set.of("templates", "escalation_policies"), declared.declarations().entries().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5", "500ms", "30s", "7d", "1h30m", "PT5S", "PT0.5S", "P7D", "P1DT2H", "pt1m"})
  void takesDurations(String value) {
    assertEquals(List.of(), read("delivery.lease: " + value).problems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5s", "5 s", "P", "PT", "PT5", "s", "5w"})
  void refusesWhatIsNoDuration(String value) {
    assertEquals(1, read("delivery.lease: '" + value + "'").problems().size());
  }

  @ParameterizedTest
  @CsvSource({
    "delivery.max-attempts,1.5",
    "delivery.max-attempts,-1",
    "limits.tenant-per-second,fast",
    "limits.tenant-per-second,-0.5"
  })
  void refusesWhatIsNoNumber(String key, String value) {
    assertEquals(1, read(key + ": " + value).problems().size());
  }

  @Test
  void flagsWinOverTheEnvironmentWhichWinsOverTheFile() throws IOException {
    Path file = folder.resolve("tocsin.yaml");
    Files.writeString(
        file,
        "delivery:\n"
            + "  max-attempts: 1\n"
            + "  concurrency: 1\n"
            + "  failures-to-pause: 1\n"
            + "email.timeout: $${x}\n");
    SmallRyeConfig config =
        config(
            file,
            Map.of("TOCSIN_DELIVERY_CONCURRENCY", "2", "TOCSIN_DELIVERY_FAILURES_TO_PAUSE", "2"),
            Map.of("tocsin.delivery.failures-to-pause", "3"));

    assertEquals("1", config.getRawValue("tocsin.delivery.max-attempts"));
    assertEquals(2, config.getValue("tocsin.delivery.concurrency", Integer.class));
    assertEquals(3, config.getValue("tocsin.delivery.failures-to-pause", Integer.class));
    assertEquals("json", config.getValue("tocsin.log.format", String.class));
  }

  @Test
  void aValueOfTheFileIsTakenAsItStands() throws IOException {
    Path file = folder.resolve("tocsin.yaml");
    Files.writeString(file, "db.password: a$${b}\\c$d\n");

    assertEquals(
        "a${b}\\c$d",
        config(file, Map.of(), Map.of()).getValue("tocsin.db.password", String.class));
  }

  @Test
  void settingsThatFollowFromOthersFollowFromTheFileToo() throws IOException {
    Path file = folder.resolve("tocsin.yaml");
    Files.writeString(file, "log.format: text\n");

    assertEquals(
        "false",
        config(file, Map.of(), Map.of())
            .getValue("quarkus.log.console.json.enabled", String.class));
  }

  @Test
  void everyKnownSettingIsTakenByItsOwnKey() {
    for (Setting setting : Settings.known().all()) {
      if (!setting.key().equals("config") && !setting.defaultValue().isEmpty()) {
        SettingsFile file = read(setting.key() + ": " + setting.defaultValue());
        assertEquals(List.of(), file.problems());
        assertTrue(file.values().containsKey(setting.property()), setting.key());
      }
    }
  }

  private static SmallRyeConfig config(
      Path file, Map<String, String> environment, Map<String, String> flags) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addPropertiesSources()
        .withSources(new EnvConfigSource(environment, 300))
        .withSources(new PropertiesConfigSource(flags, "flags", 400))
        .withSources(
            new PropertiesConfigSource(Map.of(SettingsFile.SETTING, file.toString()), "flag", 400))
        .withSources(new FileSettings(), new DerivedSettings())
        .build();
  }

  private static SettingsFile read(String text) {
    return SettingsFile.of(YamlFile.parse("t.yaml", text, name -> null), Settings.known());
  }
}
