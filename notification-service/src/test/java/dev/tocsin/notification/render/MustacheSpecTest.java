package dev.tocsin.notification.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The Mustache specification, through the renderer that sends. docs/templates.md lists what is left
 * out.
 */
class MustacheSpecTest {

  private static final Path SUITE =
      Path.of("../../shared/corpus/02-template-and-expression-suites/mustache");

  /** Optional modules, and why they are not supported. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "~lambdas", "values are data: none is a function",
          "~inheritance", "snippets take its place",
          "~dynamic-names", "content must not choose what is put in");

  @TestFactory
  Stream<DynamicTest> followsTheSpecification() throws IOException {
    assumeTrue(Files.isDirectory(SUITE), "The corpus is not beside this checkout");
    ObjectMapper json = new ObjectMapper();
    Stream.Builder<DynamicTest> tests = Stream.builder();
    try (Stream<Path> files = Files.list(SUITE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        String module = file.getFileName().toString().replace(".json", "");
        String reason = LEFT_OUT.get(module);
        if (reason != null) {
          tests.add(DynamicTest.dynamicTest(module, () -> abort("Left out: " + reason)));
          continue;
        }
        for (JsonNode test : json.readTree(file.toFile()).get("tests")) {
          String name = module + ": " + test.get("name").asText();
          tests.add(DynamicTest.dynamicTest(name, () -> run(test, json)));
        }
      }
    }
    return tests.build();
  }

  private static void run(JsonNode test, ObjectMapper json) throws IOException {
    String template = test.get("template").asText();
    Map<String, String> texts = new LinkedHashMap<>();
    test.path("partials")
        .properties()
        .forEach(p -> texts.put("_" + p.getKey(), p.getValue().asText()));
    boolean unescaped =
        (template + texts).contains("{{{")
            || (template + texts).contains("{{&")
            || (template + texts).contains("{{ &");
    // Where values are escaped, unescaped ones are refused: the plain text of a mail is where they
    // can be had.
    Part part = new Part("text", unescaped ? Escape.NONE : Escape.HTML, false);
    texts.put("text", template);
    Object data = json.treeToValue(test.get("data"), Object.class);
    Rendered rendered =
        new PartRenderer(Limits.USUAL).renderAny(List.of(part), texts, data == null ? "" : data);
    if (unescaped) {
      assertFalse(
          new PartRenderer(Limits.USUAL)
              .check(List.of(new Part("text", Escape.HTML, false)), texts)
              .isEmpty(),
          "refused where values are escaped");
    }
    // A snippet that is missing renders to nothing, and is warned of.
    assertEquals(List.of(), rendered.faults().stream().filter(Fault::error).toList());
    assertEquals(test.get("expected").asText(), rendered.part("text"));
  }
}
