package dev.tocsin.alerting.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Payloads that others have recorded; they are read where they lie, or the test is skipped. */
public final class Corpus {

  private static final Path PLACE = Path.of("../../shared/corpus/01-webhooks");

  private Corpus() {}

  /** The bytes of one file. */
  public static byte[] read(String file) {
    Assumptions.assumeTrue(Files.isDirectory(PLACE), "the corpus is not here");
    try {
      return Files.readAllBytes(PLACE.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the files of one tool, so that none is overlooked. */
  public static List<String> of(String tool) {
    Assumptions.assumeTrue(Files.isDirectory(PLACE), "the corpus is not here");
    try (var files = Files.list(PLACE)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(tool + "."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
