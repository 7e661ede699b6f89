package dev.tocsin.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The chart's generated files are what they are made from. Run with {@code
 * -Dtocsin.settings.write=true}, as {@code ./tocsin write-reference} does, it writes them anew.
 */
class GeneratedFilesTest {
  private static final boolean WRITE = Boolean.getBoolean("tocsin.settings.write");

  @Test
  void areWhatTheyAreMadeFrom() throws IOException {
    for (Map.Entry<String, String> file : new TreeMap<>(GeneratedFiles.all()).entrySet()) {
      Path path = Chart.FOLDER.resolve(file.getKey());
      if (WRITE) {
        Files.writeString(path, file.getValue());
      }
      assertEquals(
          file.getValue(),
          Files.exists(path) ? Files.readString(path) : "",
          "helm/tocsin/"
              + file.getKey()
              + " is stale: write it anew with ./tocsin write-reference");
    }
  }

  @Test
  void everyValueHasAComment() {
    List<String> commented = Value.all().stream().map(Value::path).toList();
    List<String> without = new ArrayList<>();
    leaves("", Chart.values(), commented, without);
    assertEquals(List.of(), without, "say what these mean with `# --` above them in values.yaml");
    assertTrue(commented.size() > 50, "only these were found: " + commented);
  }

  private static void leaves(
      String path, Object value, List<String> commented, List<String> without) {
    if (commented.contains(path)) {
      return;
    }
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach(
          (key, below) ->
              leaves(
                  path.isEmpty() ? key.toString() : path + "." + key, below, commented, without));
    } else {
      without.add(path);
    }
  }
}
