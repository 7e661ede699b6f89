package dev.tocsin.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Servers that outlived our own process when it was killed. */
final class Orphans {

  private Orphans() {}

  /**
   * The running process that a pid file names, if it is what we think it is.
   *
   * @param mark what the process's command line must contain: a pid may have been given to a
   *     stranger meanwhile
   */
  static Optional<ProcessHandle> find(Path pidFile, String mark) {
    try {
      if (!Files.exists(pidFile)) {
        return Optional.empty();
      }
      String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
      return first.matches("[0-9]+")
          ? ProcessHandle.of(Long.parseLong(first))
              .filter(ProcessHandle::isAlive)
              .filter(process -> commandLine(process).contains(mark))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Waits for the end of a process; whether it came in time. */
  static boolean awaitEnd(ProcessHandle process, Duration atMost) {
    try {
      process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
    }
  }

  private static String commandLine(ProcessHandle process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return Files.isReadable(proc)
          ? Files.readString(proc).replace('\0', ' ')
          : process.info().commandLine().orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
