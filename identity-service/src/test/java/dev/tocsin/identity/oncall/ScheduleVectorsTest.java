package dev.tocsin.identity.oncall;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Cases of GoAlert, Grafana OnCall and LinkedIn's oncall, read where they lie and run by their
 * kind, so that a file nobody has seen before runs too. Calendars ({@code ical…}) are read
 * elsewhere.
 */
class ScheduleVectorsTest {

  private static final Path PLACE = Path.of("../../shared/corpus/03-oncall-schedules");

  /**
   * Where our rules, told in docs/schedules.md, differ on purpose: by file, what they say instead.
   * A file that passes has no place here.
   */
  private static final Map<String, String> DIFFERENCES = Map.of();

  private static final Map<String, Consumer<JsonObject>> KINDS = kinds();

  private static Map<String, Consumer<JsonObject>> kinds() {
    Map<String, Consumer<JsonObject>> kinds = new HashMap<>();
    kinds.putAll(GoAlertRotations.KINDS);
    kinds.putAll(GoAlertSchedules.KINDS);
    kinds.putAll(GrafanaSchedules.KINDS);
    kinds.putAll(GrafanaRollingShifts.KINDS);
    kinds.put("populate.future_events", LinkedInEpochs::check);
    return kinds;
  }

  @TestFactory
  Stream<DynamicTest> everyFile() throws IOException {
    if (!Files.isDirectory(PLACE)) {
      return Stream.of(
          dynamicTest("the vectors", () -> abort("there is no folder " + PLACE.toAbsolutePath())));
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(PLACE)) {
      files = walk.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    return files.stream()
        .flatMap(
            file ->
                read(file)
                    .map(
                        vector ->
                            dynamicTest(
                                PLACE.relativize(file).toString(),
                                () -> check(file.getFileName().toString(), vector)))
                    .stream());
  }

  private static void check(String file, JsonObject vector) {
    Consumer<JsonObject> runner = KINDS.get(vector.getString("kind"));
    if (runner == null) {
      abort("nothing runs vectors of the kind " + vector.getString("kind"));
    }
    String difference = DIFFERENCES.get(file);
    if (difference == null) {
      runner.accept(vector);
      return;
    }
    try {
      runner.accept(vector);
    } catch (AssertionError expected) {
      abort("differs on purpose: " + difference);
    }
    fail(file + " passes: take it from the table of differences");
  }

  /** Empty for what is no vector of a schedule. */
  private static Optional<JsonObject> read(Path file) {
    try {
      String text = Files.readString(file);
      if (!text.stripLeading().startsWith("{")) {
        return Optional.empty();
      }
      return Optional.of(new JsonObject(text))
          .filter(vector -> vector.getValue("kind") instanceof String)
          .filter(vector -> !vector.getString("kind").startsWith("ical"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
