package dev.tocsin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/DEPLOYMENT.md} tells people to type and to write. */
class DeploymentGuideTest {
  private static final Set<String> PROGRAMS =
      Set.of(
          "git",
          "cp",
          "cd",
          "$EDITOR",
          "docker",
          "grep",
          "./tocsin",
          "kubectl",
          "helm",
          "createdb");
  private final String page = Checkout.text(Guide.PAGE);

  @Test
  void theShellReadsEveryBlock() {
    List<String> blocks = Guide.blocks("sh");
    assertTrue(blocks.size() > 10, blocks.size() + " blocks");

    for (String block : blocks) {
      Programs.Ended ended = Programs.run(Map.of(), List.of("bash", "-n", "-c", block));
      assertEquals(new Programs.Ended(0, ""), ended, block);
    }
  }

  @Test
  void everyCommandIsOneThatIsChecked() {
    for (String command : Guide.commands()) {
      String first = command.replaceAll("^([A-Z_]+=(\"[^\"]*\"|\\S*)\\s*)+", "");
      assertTrue(
          first.isEmpty()
              || PROGRAMS.contains(Guide.words(first).getFirst())
              || Files.isExecutable(Checkout.path(Guide.words(first).getFirst())),
          command);
    }
  }

  @Test
  void ourOwnCommandsAndTheirOptionsExist() {
    String sources = commandLineSources();
    int checked = 0;
    for (String command : Guide.commands()) {
      String ours =
          command.startsWith("./tocsin ")
              ? command.substring("./tocsin ".length())
              : command.replaceFirst("^docker run .*tocsin/standalone:\\S+ ", "");
      if (!ours.equals(command)) {
        for (String word : ours.replaceAll("\"[^\"]*\"", "").split("\\s+")) {
          if (word.startsWith("--") || word.matches("tenant|create|keys|new|reencrypt")) {
            assertTrue(sources.contains("\"" + word + "\""), command + ": " + word);
            checked++;
          }
        }
        assertTrue(ours.matches("(tenant create|keys new|keys reencrypt)\\b.*"), ours);
      }
    }
    assertTrue(checked >= 8, checked + " words");
  }

  private static String commandLineSources() {
    try (Stream<Path> files =
        Files.walk(Checkout.path("standalone/src/main/java/dev/tocsin/standalone"))) {
      return files
          .filter(file -> file.toString().endsWith("Command.java"))
          .map(file -> Checkout.text(file.toString()))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void composeHasTheServicesAndFilesThatItIsAskedFor() {
    JsonNode compose = Checkout.yaml("docker-compose.yaml");
    Set<String> verbs = Set.of("build", "up", "logs", "exec", "stop", "pull");
    int services = 0;
    for (String command : Guide.commands()) {
      if (!command.startsWith("docker compose ")) {
        continue;
      }
      List<String> words = Guide.words(command.replaceAll(" --env \\S+", ""));
      assertTrue(verbs.contains(words.get(2)), command);
      for (String word : words.subList(3, words.size())) {
        if (compose.at("/services/" + word).isObject()) {
          services++;
          if (words.get(2).equals("exec")) {
            break;
          }
        } else {
          assertTrue(word.startsWith("-"), command + ": " + word);
        }
      }
    }
    assertTrue(services >= 10, services + " services");
    assertTrue(page.contains("--network tocsin_default "));
    assertEquals("tocsin", compose.path("name").asText());
    for (JsonNode volume : compose.at("/services/postgres/volumes")) {
      if (volume.asText().contains("roles.sh")) {
        assertTrue(page.contains(" " + volume.asText().split(":")[1]), "the roles script");
      }
    }
  }

  @Test
  void postgresToolsKnowTheirOptions() {
    int checked = 0;
    for (String command : Guide.commands()) {
      Matcher tool =
          Pattern.compile("\\b(pg_dump|pg_restore|dropdb|createdb) (.*)").matcher(command);
      if (!tool.find()) {
        continue;
      }
      assumeTrue(Programs.find(tool.group(1)).isPresent(), tool.group(1) + " is not installed");
      String help = Programs.run(Map.of(), List.of(tool.group(1), "--help")).said();
      for (String word : Guide.words(tool.group(2))) {
        if (word.startsWith("--")) {
          assertTrue(help.contains(word.replaceAll("=.*", "")), command + ": " + word);
          checked++;
        }
      }
    }
    assertTrue(checked >= 10, checked + " options");
  }

  @Test
  void everyImageThatIsSavedIsOneThatIsMadeOrRun() {
    String save =
        Guide.commands().stream().filter(c -> c.startsWith("docker save")).findFirst().orElse("");
    Set<String> saved = new TreeSet<>(Guide.words(save).subList(4, Guide.words(save).size()));
    Set<String> wanted = new TreeSet<>();
    Checkout.json("docker-bake.json")
        .at("/group/default/targets")
        .forEach(target -> wanted.add("tocsin/" + target.asText() + ":0.1.0-SNAPSHOT"));
    for (JsonNode service : Checkout.yaml("docker-compose.yaml").get("services")) {
      String image = service.get("image").asText();
      if (!image.startsWith("${")) {
        wanted.add(image);
        assertTrue(Guide.commands().contains("docker pull " + image), image);
      }
    }

    assertEquals(wanted, saved);
  }

  @Test
  void valuesFitTheChart() {
    List<String> values =
        Guide.blocks("yaml").stream().filter(b -> b.startsWith("# values.yaml")).toList();
    assertEquals(1, values.size());

    assertEquals(List.of(), ValuesCheck.mistakes(Checkout.parsed(values.getFirst())));
    assertFalse(
        ValuesCheck.mistakes(Checkout.parsed("ingress: {enabeld: true}")).isEmpty(),
        "a mistake would not be seen");
  }

  @Test
  void argoCdFindsTheChartAndItsValues() {
    JsonNode application =
        Guide.blocks("yaml").stream()
            .filter(block -> block.contains("kind: Application"))
            .map(Checkout::parsed)
            .findFirst()
            .orElseThrow();

    assertEquals("argoproj.io/v1alpha1", application.path("apiVersion").asText());
    JsonNode source = application.at("/spec/source");
    assertTrue(Files.exists(Checkout.path(source.path("path").asText()).resolve("Chart.yaml")));
    assertEquals(List.of(), ValuesCheck.mistakes(source.at("/helm/valuesObject")));
    assertTrue(application.at("/spec/destination").has("namespace"));
    assertTrue(application.at("/spec").has("project"));
  }

  @Test
  void everyFileAndSettingThatIsNamedIsThere() {
    List<String> missing = new ArrayList<>();
    Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(page);
    while (link.find()) {
      if (!Files.exists(Checkout.path("docs").resolve(link.group(1)))) {
        missing.add(link.group(1));
      }
    }
    Matcher path =
        Pattern.compile("\\b((?:deploy|helm|platform)/[A-Za-z0-9_./-]*[A-Za-z0-9])").matcher(page);
    while (path.find()) {
      if (!Files.exists(Checkout.path(path.group(1)))) {
        missing.add(path.group(1));
      }
    }
    String known =
        Checkout.text("docs/configuration.md")
            + Checkout.text(".env.example")
            + Checkout.text("deploy/ui/start");
    Matcher variable = Pattern.compile("\\b(TOCSIN_[A-Z_]+)\\b").matcher(page);
    while (variable.find()) {
      if (!known.contains(variable.group(1))) {
        missing.add(variable.group(1));
      }
    }

    assertEquals(List.of(), missing);
  }

  @Test
  void figuresAreThoseThatWereMeasured() {
    String measured = Checkout.text("docs/performance.md");
    Matcher row = Pattern.compile("(?m)^\\| [^|]+ \\| ([0-9.,]+(?:/s| s| MB)) \\|$").matcher(page);
    int compared = 0;
    while (row.find()) {
      assertTrue(measured.contains("| " + row.group(1) + " |"), row.group(1) + " was not measured");
      compared++;
    }
    assertEquals(5, compared);
  }
}
