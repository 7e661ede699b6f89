package dev.tocsin.alerting.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reasons.md lists every code that the sources make. */
class ReasonsPageTest {

  private static final Pattern MADE =
      Pattern.compile("(?:new Reason|about)\\(\\s*\"([a-z_]+(?:\\.[a-z_]+)?)\"");

  @Test
  void listsEveryCode() throws IOException {
    String page = Files.readString(Path.of("../docs/reasons.md"));
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      sources.filter(path -> path.toString().endsWith(".java")).forEach(path -> codes(path, codes));
    }
    List<String> missing = new ArrayList<>();
    codes.stream().filter(code -> !page.contains("`" + code + "`")).forEach(missing::add);

    assertTrue(codes.size() > 25, () -> "found only " + codes);
    assertEquals(List.of(), missing);
  }

  private static void codes(Path source, Set<String> codes) {
    try {
      Matcher made = MADE.matcher(Files.readString(source));
      while (made.find()) {
        codes.add(made.group(1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
