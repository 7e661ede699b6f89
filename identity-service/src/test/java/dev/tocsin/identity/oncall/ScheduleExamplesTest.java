package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the examples of docs/schedules.md. */
class ScheduleExamplesTest {

  private static final Path DOCUMENT = Path.of("../docs/schedules.md");

  @TestFactory
  Stream<DynamicTest> everyExampleOfTheDocument() throws IOException {
    List<List<String>> examples = new ArrayList<>();
    List<String> names = new ArrayList<>();
    String heading = "";
    boolean inside = false;
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("## ")) {
        heading = line.substring(3);
      }
      if (line.startsWith("```")) {
        inside = line.equals("```example");
        if (inside) {
          examples.add(new ArrayList<>());
          names.add(heading + ", example " + examples.size());
        }
      } else if (inside) {
        examples.getLast().add(line);
      }
    }
    assertTrue(examples.size() > 10, "the document has lost its examples");
    return IntStream.range(0, examples.size())
        .mapToObj(i -> dynamicTest(names.get(i), () -> run(examples.get(i))));
  }

  private static void run(List<String> lines) {
    var example = new ScheduleExample();
    int answers = 0;
    for (String line : lines) {
      if (example.isAnswer(line)) {
        answers++;
        assertEquals(example.expected(line), example.told(line), line);
      } else {
        example.read(line);
      }
    }
    assertTrue(answers > 0, "an example without an answer: " + lines);
  }
}
