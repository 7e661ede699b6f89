package dev.tocsin.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that a scenario started, watched by its id and ended by it. */
public final class Child {
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Child::endAll));
  }

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Politely first, so that they end what they started themselves. */
  private static void endAll() {
    RUNNING.forEach(Process::destroy);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (Process process : RUNNING) {
      try {
        process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process.destroyForcibly();
    }
  }

  /** Starts a command; what it prints is appended to {@code log}. */
  public static Child start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      var child = new Child(name, builder.start(), log);
      RUNNING.add(child.process);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  public boolean runs() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does, and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Wait.PATIENCE);
  }

  /** Asks it to end (SIGTERM) and gives its exit status. */
  public int stop(Duration patience) {
    process.destroy();
    return awaitEnd(patience);
  }

  /** Halts it where it is, until {@link #resume()}. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  /** Its exit status, once it has ended. */
  public int awaitEnd() {
    return awaitEnd(Wait.PATIENCE);
  }

  /**
   * Its exit status, once it has ended.
   *
   * @throws AssertionError when it does not end in time
   */
  public int awaitEnd(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " did not end within " + patience + "; " + lastWords());
      }
      RUNNING.remove(process);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Everything it printed. */
  public String output() {
    return Folder.read(log);
  }

  /** The end of what it printed, for the message of a failure. */
  public String lastWords() {
    List<String> lines = output().lines().toList();
    return name
        + " said last ("
        + log
        + "):\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  private void signal(String signal) {
    try {
      int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + signal + " of " + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
