package dev.tocsin.standalone.serve;

import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.standalone.demo.Demo;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The application while it runs: says where it is, makes the demo and what the configuration file
 * declares, and waits to be stopped.
 */
public final class Running implements QuarkusApplication {
  /** Set before Quarkus starts: it makes this object itself. */
  static @Nullable Installation installation;

  private static volatile int exitCode;

  private final TocsinClock clock;
  private final Provision provision;
  private final SetupLink setup;

  Running(TocsinClock clock, Provision provision, SetupLink setup) {
    this.clock = clock;
    this.provision = provision;
    this.setup = setup;
  }

  @Override
  public int run(String... args) {
    Installation asked = Objects.requireNonNull(installation);
    if (asked.demo()) {
      try (Demo demo = Demo.open(asked.localUrl(), asked.publicUrl(), asked.data(), clock::now)) {
        say(demo.words());
        provision.asDeclared(asked, Running::say);
        Quarkus.waitForExit();
      }
    } else {
      say(
          "Tocsin is up at %s%nThe API: %s/api/docs"
              .formatted(asked.publicUrl(), asked.publicUrl()));
      provision.asDeclared(asked, Running::say);
      setup.link(asked).ifPresent(Running::say);
      Quarkus.waitForExit();
    }
    return 0;
  }

  static void stopped(int code, @Nullable Throwable problem) {
    exitCode = problem == null ? code : 1;
    if (problem != null) {
      System.err.println("tocsin: " + problem.getMessage());
    }
  }

  static int exitCode() {
    return exitCode;
  }

  private static void say(String words) {
    System.out.println();
    words.lines().forEach(line -> System.out.println("  " + line));
    System.out.println();
  }
}
