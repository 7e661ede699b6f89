package dev.tocsin.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** A child process that is started again whenever it dies without having been told to. */
final class Supervised {

  private static final Logger LOG = Logger.getLogger(Supervised.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  interface Start {
    Process start() throws IOException;
  }

  private final String name;
  private final Start start;
  private volatile Process process;
  private volatile boolean stopping;

  /** Starts the process and watches it. */
  Supervised(String name, Start start) {
    this.name = name;
    this.start = start;
    this.process = begin();
    Thread.ofPlatform().daemon().name("tocsin-watch-" + name).start(this::watch);
  }

  /** The process that runs now, or the last one that did. */
  Process process() {
    return process;
  }

  /** From now on its death is expected. */
  void expectEnd() {
    stopping = true;
  }

  private void watch() {
    Duration pause = PAUSE;
    while (true) {
      long began = System.nanoTime();
      try {
        process.waitFor();
        if (stopping) {
          return;
        }
        boolean ranWell = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
        pause = ranWell ? PAUSE : longer(pause);
        LOG.errorf(
            "%s died with status %d: starting it again in %d ms",
            name, process.exitValue(), pause.toMillis());
        Thread.sleep(pause);
        if (stopping) {
          return;
        }
        process = begin();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Process begin() {
    try {
      return start.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
