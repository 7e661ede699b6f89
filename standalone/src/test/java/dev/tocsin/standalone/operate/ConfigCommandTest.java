package dev.tocsin.standalone.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.standalone.serve.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {
  @TempDir Path folder;

  @Test
  void aRightFileIsRight() throws IOException {
    Run run = run("check", file("delivery.max-attempts: 3\n"));

    assertEquals(0, run.status());
    assertTrue(run.output().contains("is right: 1 setting"), run.output());
  }

  @Test
  void everyMistakeIsToldWithItsLine() throws IOException {
    Path file = file("delivery:\n  max-atempts: 3\nemail.timeout: soon\n");

    Run run = run("check", file);

    assertEquals(1, run.status());
    assertTrue(
        run.output()
            .contains(
                file
                    + " line 2: unknown key `delivery.max-atempts`; did you mean"
                    + " `delivery.max-attempts`?"),
        run.output());
    assertTrue(run.output().contains(file + " line 3: `email.timeout` is 'soon'"), run.output());
    assertTrue(run.output().contains("2 mistakes"), run.output());
  }

  @Test
  void showsEverySettingWithWhereItComesFromAndNoSecret() throws IOException {
    Path file =
        file(
            """
            delivery.max-attempts: 3
            service-secret: do-not-show-this-to-anybody-please
            database.url: postgresql://app:hidden-too@db:5432/x
            quarkus.http.limits.max-body-size: 1M
            """);

    Run run = run("show", "--config", file, "--data", folder.resolve("none"));

    assertEquals(0, run.status());
    Map<String, String> lines =
        run.output()
            .lines()
            .filter(line -> line.contains(" = "))
            .collect(
                Collectors.toMap(line -> line.split(" ", 2)[0], Function.identity(), (a, b) -> a));
    assertTrue(lines.get("delivery.max-attempts").contains("= 3 "), run.output());
    assertTrue(lines.get("delivery.max-attempts").endsWith("# " + file + " line 1"), run.output());
    assertTrue(lines.get("email.timeout").endsWith("# default"), run.output());
    assertTrue(lines.get("service-secret").contains("= ********"), run.output());
    assertTrue(lines.get("db.url").contains("postgresql://db:5432/x"), run.output());
    assertTrue(lines.get("quarkus.http.limits.max-body-size").endsWith(" line 4"), run.output());
    assertFalse(run.output().contains("do-not-show"), run.output());
    assertFalse(run.output().contains("hidden-too"), run.output());
  }

  @Test
  void whatIsHandedToQuarkusShowsNoSecretEither() throws IOException {
    Path file =
        file(
            """
            quarkus.otel.exporter.otlp.headers: x-team=hidden-one
            quarkus.http.proxy.AUTH: hidden-two
            quarkus.redis.hosts: redis://app:hidden@three@cache:6379
            """);

    Run run = run("show", "--config", file, "--data", folder.resolve("none"), "--changed");

    assertFalse(run.output().contains("hidden"), run.output());
    assertFalse(run.output().contains("three"), run.output());
    assertTrue(run.output().contains("redis://********@cache:6379"), run.output());
  }

  @Test
  void aFileWithATenantAloneIsNotEmpty() throws IOException {
    Run run = run("check", file("tenant: acme\n"));

    assertTrue(run.output().contains("is right: 0 settings, the tenant acme"), run.output());
  }

  @Test
  void theFileOfTheDataFolderIsFoundUnlessAnotherIsNamed() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path usual = Files.writeString(data.resolve("tocsin.yaml"), "server.port: 9001\n");
    Path other = file("server.port: 9002\n");

    assertEquals(Optional.of(usual), Configuration.find(Optional.empty(), data).path());
    assertEquals(
        Optional.of("9001"), Configuration.find(Optional.empty(), data).said("quarkus.http.port"));
    assertEquals(
        Optional.of("9002"),
        Configuration.find(Optional.of(other), data).said("quarkus.http.port"));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.yaml"), text);
  }

  private record Run(int status, String output) {}

  private static Run run(Object... arguments) {
    var said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (var both = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      String[] words =
          java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
      int status = new CommandLine(new ConfigCommand()).execute(words);
      return new Run(status, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
