package dev.tocsin.notification.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Mustache specification's core modules, through the renderer that sends. */
class MustacheSpecTest {

  private static final Path SUITE =
      Path.of("../../shared/corpus/02-template-and-expression-suites/mustache");

  /**
   * Tags that stand alone on a line: the library leaves or takes another line end than the
   * specification.
   */
  private static final Set<String> WHITE_SPACE =
      Set.of(
          "sections: Internal Whitespace",
          "sections: Standalone Line Endings",
          "sections: Standalone Without Previous Line",
          "sections: Standalone Without Newline",
          "comments: Standalone",
          "comments: Indented Standalone",
          "comments: Standalone Line Endings",
          "comments: Standalone Without Previous Line",
          "comments: Standalone Without Newline",
          "comments: Multiline Standalone",
          "comments: Indented Multiline Standalone");

  @TestFactory
  Stream<DynamicTest> followsTheSpecification() throws Exception {
    assumeTrue(Files.isDirectory(SUITE), "The corpus is not beside this checkout");
    ObjectMapper json = new ObjectMapper();
    Stream.Builder<DynamicTest> tests = Stream.builder();
    for (String module : List.of("interpolation", "sections", "comments")) {
      for (JsonNode test : json.readTree(SUITE.resolve(module + ".json").toFile()).get("tests")) {
        String name = module + ": " + test.get("name").asText();
        tests.add(DynamicTest.dynamicTest(name, () -> run(name, test, json)));
      }
    }
    return tests.build();
  }

  private static void run(String name, JsonNode test, ObjectMapper json) throws Exception {
    Part part = new Part("html", Escape.HTML, false);
    String template = test.get("template").asText();
    if (!test.get("data").isObject()) {
      abort("The context of a message is always an object");
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> data = json.treeToValue(test.get("data"), Map.class);
    Rendered rendered =
        new PartRenderer(Limits.USUAL).render(List.of(part), Map.of("html", template), data);
    if (name.contains("Triple") || name.contains("Ampersand")) {
      assertFalse(rendered.isUsable(), "unescaped values are refused on purpose");
      abort("Unescaped values are refused on purpose: a label must not become mark-up");
    }
    if (WHITE_SPACE.contains(name)) {
      abort("White space around tags that stand alone differs");
    }
    assertEquals(List.of(), rendered.faults());
    assertEquals(test.get("expected").asText(), rendered.part("html"));
  }
}
