package dev.tocsin.platform.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlFileTest {

  @Test
  void keepsTheLinesOfKeysAndValues() {
    YamlFile file = read("a: 1\nb:\n  - x\n  - y\n");

    YamlMap.Entry b = file.root().entries().get("b");
    assertEquals(2, b.place().line());
    assertEquals(4, ((YamlList) b.value()).items().get(1).place().line());
  }

  @Test
  void replacesVariablesInValues() {
    YamlFile file = read("a: ${TOKEN}\nb: x-${MISSING:y}-z\nc: ${EMPTY:}\nd: $${TOKEN}\n");

    assertEquals(List.of(), file.problems());
    assertEquals("secret ${TOKEN}", text(file, "a"));
    assertEquals("x-y-z", text(file, "b"));
    assertEquals("", text(file, "c"));
    assertEquals("${TOKEN}", text(file, "d"));
  }

  @Test
  void namesEachVariableThatIsNotSet() {
    YamlFile file = read("a: ${ONE}\nb:\n  c: ${TWO}${A-B}\n");

    assertEquals(
        List.of(
            "f.yaml line 1: the environment variable ONE is not set: set it, or write"
                + " ${ONE:default}",
            "f.yaml line 3: the environment variable TWO is not set: set it, or write"
                + " ${TWO:default}",
            "f.yaml line 3: '${' does not begin a variable: write ${NAME} or ${NAME:default}, or"
                + " $${ for the two characters"),
        file.problems().stream().map(Problem::toString).toList());
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertEquals(
        "f.yaml line 3: `a` stands here twice, first in line 1",
        read("a: 1\nb: 2\na: 3\n").problems().getFirst().toString());
  }

  @Test
  void saysWhereItIsNotYaml() {
    Problem problem = read("a: 1\nb: [1, 2\nc: 3\n").problems().getFirst();

    assertEquals(3, problem.place().line());
    assertTrue(problem.words().startsWith("not YAML: "), problem.words());
  }

  @Test
  void makesNoObjectsOfTags() {
    YamlFile file = read("a: !!javax.script.ScriptEngineManager [x]\n");

    assertTrue(file.problems().getFirst().words().contains("tag"), file.problems().toString());
    assertEquals(Map.of(), file.root().entries());
  }

  @Test
  void takesAnAnchorWithKeysOfItsOwnOverIt() {
    YamlFile file = read("base: &b\n  x: 1\n  y: 2\nmore:\n  <<: *b\n  y: 3\n");

    YamlMap more = (YamlMap) file.root().entries().get("more").value();
    assertEquals(List.of(), file.problems());
    assertEquals("1", ((YamlText) more.entries().get("x").value()).text());
    assertEquals("3", ((YamlText) more.entries().get("y").value()).text());
  }

  @Test
  void anAnchorThatHoldsItselfIsAMistake() {
    assertTrue(
        read("a: &a\n  b: *a\n").problems().stream()
            .anyMatch(problem -> problem.words().contains("holds itself")));
  }

  @Test
  void anEmptyFileSaysNothing() {
    assertEquals(Map.of(), read("# nothing\n").root().entries());
    assertEquals(List.of(), read("").problems());
  }

  @Test
  void aListIsNoConfiguration() {
    assertEquals(
        "f.yaml line 1: the file must hold keys with values, not a list",
        read("- a\n").problems().getFirst().toString());
  }

  @Test
  void saysWhenThereIsNoSuchFile() {
    assertEquals(
        "/nowhere/t.yaml line 1: there is no such file",
        YamlFile.read(Path.of("/nowhere/t.yaml"), name -> null).problems().getFirst().toString());
  }

  @Test
  void findsTheNearestWord() {
    assertEquals("max-retries", Nearest.of("max_retires", List.of("max-retries", "rate")).get());
    assertTrue(Nearest.of("colour", List.of("max-retries", "rate")).isEmpty());
    assertEquals(1, Nearest.distance("retires", "retirse"));
  }

  private static YamlFile read(String text) {
    Map<String, String> environment = Map.of("TOKEN", "secret ${TOKEN}");
    return YamlFile.parse("f.yaml", text, environment::get);
  }

  private static String text(YamlFile file, String key) {
    return ((YamlText) file.root().entries().get(key).value()).text();
  }
}
