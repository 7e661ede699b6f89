package dev.tocsin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tocsin.deploy.Stage.Instruction;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images: what they may do, what they hold, and for which processors. */
class DockerfileTest {
  private static final List<String> IMAGES =
      List.of(
          "identity-service",
          "alerting-service",
          "notification-service",
          "ticket-service",
          "standalone",
          "ui");
  private static final Pattern SECRET =
      Pattern.compile("(?i)(password|secret|token|keyring|operator_key)");

  private final List<String> lines = Checkout.lines("Dockerfile");
  private final Map<String, Stage> stages = Stage.of(lines);

  @Test
  void everyBaseIsAnArgumentWithAVersion() {
    Map<String, String> bases =
        Stage.instructions(lines).stream()
            .filter(each -> each.keyword().equals("ARG") && each.rest().contains("_IMAGE="))
            .map(each -> each.rest().split("=", 2))
            .collect(java.util.stream.Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    assertEquals(4, bases.size(), bases.toString());
    bases.forEach(
        (name, image) ->
            assertTrue(image.matches("[a-z/-]+:[0-9][0-9a-z.-]*"), name + " floats: " + image));
    for (Stage stage : stages.values()) {
      String argument = stage.from().replaceAll("[${}]", "");
      assertTrue(
          stages.containsKey(stage.from()) || bases.containsKey(argument),
          stage.name() + " begins with " + stage.from());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity-service",
        "alerting-service",
        "notification-service",
        "ticket-service",
        "standalone",
        "ui"
      })
  void everyImageRunsAsANumberedUserAndSaysWhatItIs(String image) {
    String labels =
        String.join(
            " ",
            Stage.all(stages, image).stream()
                .filter(each -> each.keyword().equals("LABEL"))
                .map(Instruction::rest)
                .toList());

    assertEquals("10001:10001", Stage.last(stages, image, "USER"));
    assertEquals("8080", Stage.last(stages, image, "EXPOSE"));
    assertTrue(Stage.last(stages, image, "ENTRYPOINT").startsWith("[\""), "a shell is between");
    for (String label : List.of("title", "description", "licenses", "version", "revision")) {
      assertTrue(labels.contains("org.opencontainers.image." + label + "="), label);
    }
    assertTrue(
        Stage.all(stages, image).stream()
            .anyMatch(each -> each.rest().endsWith("/opt/tocsin/sbom.cdx.json")),
        "no parts list");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity-service",
        "alerting-service",
        "notification-service",
        "ticket-service",
        "standalone",
        "ui"
      })
  void noImageRunsACommandForItsOwnProcessor(String image) {
    assertTrue(
        Stage.all(stages, image).stream().noneMatch(each -> each.keyword().equals("RUN")),
        "building it for another processor needs emulation");
  }

  @Test
  void whatIsBuiltIsBuiltOnceForAllProcessors() {
    assertEquals(List.of("--platform=$BUILDPLATFORM"), stage("build").flags());
    assertEquals(List.of("--platform=$BUILDPLATFORM"), stage("node").flags());
  }

  @Test
  void onlyTheFolderOfTheVolumeBelongsToTheUser() {
    for (Stage stage : stages.values()) {
      for (Instruction each : stage.instructions()) {
        if (each.flags().stream().anyMatch(flag -> flag.startsWith("--chown"))) {
          assertEquals("standalone", stage.name());
          assertTrue(each.rest().endsWith(" /var/lib/tocsin/"), each.rest());
        }
      }
    }
    assertTrue(Checkout.text("deploy/image/passwd").contains("tocsin:x:10001:10001:"));
    assertTrue(Checkout.text("deploy/image/group").contains("tocsin:x:10001:"));
  }

  @Test
  void everythingCopiedIsInTheCheckoutOrMadeByTheBuild() {
    List<String> missing = new ArrayList<>();
    for (Stage stage : stages.values()) {
      for (Instruction each : stage.instructions()) {
        if (!each.keyword().equals("COPY") || each.flags().contains("--from=node")) {
          continue;
        }
        List<String> operands = each.operands();
        for (String source : operands.subList(0, operands.size() - 1)) {
          String name = source.replaceFirst("^/src/", "");
          if (!Files.exists(Checkout.path(name)) && !isMade(name)) {
            missing.add(stage.name() + ": " + source);
          }
        }
      }
    }

    assertEquals(List.of(), missing);
  }

  /** A product of the build, of a module that there is. */
  private static boolean isMade(String name) {
    String module = name.substring(0, name.indexOf('/'));
    boolean product =
        List.of(
                "target/quarkus-app/",
                "target/sbom.cdx.json",
                "target/classes/META-INF/tocsin/nginx-routes.conf",
                "target/classes/META-INF/resources/")
            .contains(name.substring(name.indexOf('/') + 1));
    return product && Checkout.text("pom.xml").contains("<module>" + module + "</module>");
  }

  @Test
  void noSecretIsBuiltIn() {
    for (Instruction each : Stage.instructions(lines)) {
      if (List.of("ARG", "ENV").contains(each.keyword())) {
        assertFalse(SECRET.matcher(each.rest()).find(), each.rest());
      }
    }
    List<String> ignored = Checkout.lines(".dockerignore");
    assertTrue(ignored.containsAll(List.of(".env", "data", ".git", "**/target")), "sent along");
  }

  @Test
  void bakeMakesEveryImageForBothProcessorsWithAPartsList() {
    JsonNode bake = Checkout.json("docker-bake.json");

    assertEquals(IMAGES, strings(bake.at("/group/default/targets")));
    JsonNode common = bake.at("/target/image");
    assertEquals(List.of("linux/amd64", "linux/arm64"), strings(common.get("platforms")));
    assertTrue(strings(common.get("attest")).contains("type=sbom"));
    common
        .get("args")
        .fieldNames()
        .forEachRemaining(
            name ->
                assertTrue(lines.stream().anyMatch(l -> l.startsWith("ARG " + name + "=")), name));
    for (String image : IMAGES) {
      JsonNode target = bake.at("/target/" + image);
      assertEquals(List.of("image"), strings(target.get("inherits")));
      assertEquals(image, target.get("target").asText());
      assertEquals(
          List.of("${REGISTRY}tocsin/" + image + ":${VERSION}"), strings(target.get("tags")));
      assertTrue(stages.containsKey(image), image);
    }
  }

  private Stage stage(String name) {
    return java.util.Objects.requireNonNull(stages.get(name), name);
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    ((ArrayNode) array).forEach(each -> strings.add(each.asText()));
    return strings;
  }
}
