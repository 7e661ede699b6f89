package dev.tocsin.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM has learned of the standalone in a run made for that: its classes, loaded and linked
 * (docs/adr/0033). Who starts with it takes half the processor time. It is kept beside the scratch
 * folders and made anew when the JVM says that it does not fit the build; when it cannot be made,
 * that is said, and everything is slower.
 */
final class Learned {
  /** The JVM writes it when it ends, with all processors busy for ten seconds. */
  private static final Duration WRITING = Duration.ofMinutes(5);

  private static @Nullable List<String> flags;

  private Learned() {}

  /**
   * The flags that have the standalone begin with it. While it is being learned they are those of
   * the run that is learned from, which asks for them on the same thread.
   *
   * @param java program and flags of every start
   */
  static synchronized List<String> flags(List<String> java, Path application, Path file) {
    if (flags == null) {
      Optional<String> misfit = misfit(java, application, file);
      if (misfit.isPresent()) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        flags = List.of("-XX:AOTCacheOutput=" + fresh, "-Xlog:aot*=error");
        misfit = learn(fresh).or(() -> misfit(java, application, fresh));
        if (misfit.isEmpty()) {
          replace(fresh, file);
        }
      }
      misfit.ifPresent(why -> System.out.println("Every start takes its full time: " + why));
      flags = misfit.isEmpty() ? List.of("-XX:AOTCache=" + file) : List.of();
    }
    return flags;
  }

  /** Starts the demo, has it page somebody and ends it; says what went wrong. */
  private static Optional<String> learn(Path file) {
    try (OneProcess tocsin = OneProcess.in("learning", true).start()) {
      var timeline = Timeline.in(Tenants.make(tocsin, "learning"));
      Alarm alarm = timeline.alarm("Learning", "critical");
      timeline.fires(alarm).expectPage("email", "Ada").expectPage("slack", "Ada");
      timeline.act("responder", timeline.expectAlert(alarm, "OPEN"), "acknowledge").ok();
      timeline.expectChanged("acknowledged").settle();
      Child process = tocsin.server().process();
      process.stop(WRITING);
      return Files.exists(file) ? Optional.empty() : Optional.of(process.lastWords());
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e.toString());
    }
  }

  /** What the JVM has against it; nothing when it fits this JVM, its flags and the application. */
  private static Optional<String> misfit(List<String> java, Path application, Path file) {
    if (!Files.exists(file)) {
      return Optional.of(file + " is not there");
    }
    var command = new ArrayList<>(java);
    command.addAll(List.of("-XX:AOTCache=" + file, "-XX:AOTMode=on"));
    command.addAll(List.of("-cp", application.toString(), "-version"));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void replace(Path fresh, Path file) {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
