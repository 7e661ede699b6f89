package dev.tocsin.alerting.routing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.platform.error.Invalid;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The suites of the CEL specification, against the language of conditions as routing sets it up.
 * {@code cel-left-out.txt} names the files and cases that are left out, each with its reason; a
 * case that needs what no condition has says so itself.
 */
class CelConformanceTest {

  private static final Path SUITES =
      Path.of("../../shared/corpus/02-template-and-expression-suites/cel");
  private static final AlertFacts FACTS =
      new AlertFacts(Map.of(), Map.of(), Severity.INFO, "suite", Instant.EPOCH);

  private final Conditions conditions =
      new Conditions(
          new Limits(2000, 10_000, 10_000, 1_000, Duration.ofSeconds(30), Duration.ofSeconds(30)));
  private final Map<String, String> leftOut = leftOut();

  @TestFactory
  Stream<DynamicContainer> agreesWithTheSpecification() throws IOException {
    assumeTrue(Files.isDirectory(SUITES), "The corpus is not beside this checkout");
    try (Stream<Path> files = Files.list(SUITES)) {
      return files.filter(file -> file.toString().endsWith(".textproto")).sorted().toList().stream()
          .map(this::suite);
    }
  }

  private DynamicContainer suite(Path file) {
    String name = file.getFileName().toString().replace(".textproto", "");
    Map<Boolean, List<CelCase>> byAsked =
        cases(name, file).stream()
            .collect(Collectors.partitioningBy(each -> reason(each).isEmpty()));
    return DynamicContainer.dynamicContainer(
        name,
        Stream.concat(
            byAsked.get(true).stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> run(each))),
            skipped(byAsked.get(false))));
  }

  private static List<CelCase> cases(String name, Path file) {
    try {
      return CelCase.in(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One skipped test for each reason, which names its cases. */
  private Stream<DynamicTest> skipped(List<CelCase> cases) {
    return cases.stream()
        .collect(Collectors.groupingBy(each -> reason(each).orElseThrow()))
        .entrySet()
        .stream()
        .map(
            group ->
                DynamicTest.dynamicTest(
                    group.getValue().size() + " left out: " + group.getKey(),
                    () ->
                        abort(
                            group.getKey()
                                + ": "
                                + group.getValue().stream()
                                    .map(CelCase::name)
                                    .collect(Collectors.joining(", ")))));
  }

  /** Why the whole file or the case cannot be asked of a condition. */
  private Optional<String> reason(CelCase each) {
    String file = each.name().substring(0, each.name().indexOf('/'));
    return Optional.ofNullable(leftOut.get(file)).or(each::leftOut);
  }

  private void run(CelCase each) {
    String reason = leftOut.get(each.name());
    if (reason != null) {
      assertFalse(agrees(each), "agrees with the specification by now: take it off the list");
      abort("Left out: " + reason);
    }
    assertTrue(agrees(each), each::condition);
  }

  /** An error may be found when the condition is saved or when it is evaluated. */
  private boolean agrees(CelCase each) {
    try {
      Condition.Result result =
          conditions.compile(each.name(), each.condition()).program().apply(FACTS);
      return each.fails() != Condition.Result.HOLDS.equals(result);
    } catch (Invalid refused) {
      return each.fails();
    }
  }

  private static Map<String, String> leftOut() {
    Map<String, String> reasons = new HashMap<>();
    try (InputStream list =
        Objects.requireNonNull(CelConformanceTest.class.getResourceAsStream("cel-left-out.txt"))) {
      List<String> lines =
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      for (String line : lines) {
        String[] parts = line.split(": ", 2);
        reasons.put(parts[0], parts[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reasons;
  }
}
