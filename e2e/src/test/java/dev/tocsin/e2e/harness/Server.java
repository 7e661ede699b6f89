package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One Tocsin process that can be ended and started again on the same port and data. */
public final class Server {
  private static final Duration START = Duration.ofSeconds(180);

  private final String name;
  private final String module;
  private final int heapMb;
  private final int port;
  private final List<String> arguments;
  private final List<String> properties;
  private final Path log;
  private Duration offset = Duration.ZERO;
  private Duration missed = Duration.ZERO;
  private boolean halted;
  private boolean watched = true;
  private @Nullable Child child;

  /**
   * Not started yet.
   *
   * @param module whose application it runs
   * @param arguments of its command line
   * @param properties {@code -D} flags without the prefix
   * @param log where its words go
   */
  Server(
      String name,
      String module,
      int heapMb,
      int port,
      List<String> arguments,
      List<String> properties,
      Path log) {
    this.name = name;
    this.module = module;
    this.heapMb = heapMb;
    this.port = port;
    this.arguments = List.copyOf(arguments);
    this.properties = List.copyOf(properties);
    this.log = log;
  }

  public String name() {
    return name;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public Child process() {
    return Objects.requireNonNull(child, name + " was not started");
  }

  public boolean runs() {
    return child != null && child.runs();
  }

  /** Starts it and waits until it answers; its clock stands where it stood. */
  public Server start(String... moreProperties) {
    launch(moreProperties);
    awaitReady();
    return this;
  }

  /** Starts it without waiting. */
  void launch(String... moreProperties) {
    var all = new ArrayList<>(properties);
    all.addAll(List.of(moreProperties));
    List<String> command = Built.command(module, heapMb, all);
    command.addAll(arguments);
    child = Child.start(name, command, Map.of(), log);
    halted = false;
    missed = Duration.ZERO;
  }

  /** A second process with the same arguments on another port, which nobody waits for. */
  Child rival(int otherPort) {
    List<String> command = Built.command(module, heapMb, properties);
    arguments.forEach(
        argument ->
            command.add(
                argument.equals(Integer.toString(port)) ? Integer.toString(otherPort) : argument));
    return Child.start(name + "-rival", command, Map.of(), log.resolveSibling(name + "-rival.log"));
  }

  /** Waits until it answers, and sets its clock. */
  void awaitReady() {
    Wait.untilTrue(
        START,
        () -> {
          if (!runs()) {
            throw new AssertionError(name + " ended while it started; " + process().lastWords());
          }
          return healthy();
        },
        () -> name + " does not come up; " + process().lastWords());
    if (!offset.isZero()) {
      shift(offset);
    }
  }

  /** Whether it answers on {@code /healthz}. */
  public boolean healthy() {
    try {
      return Rest.at(url()).get("/healthz").succeeded();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** The queues in which something is due or being handled; none when it does not run. */
  List<String> busyQueues() {
    var busy = new ArrayList<String>();
    if (runs() && !halted && watched) {
      JsonNode answer = Rest.at(url()).get("/internal/test/queues").ok().json();
      answer.path("busy").forEach(queue -> busy.add(queue.asText()));
    }
    return busy;
  }

  /** Moves its time on; also when it starts the next time. */
  void advance(Duration by) {
    offset = offset.plus(by);
    if (halted) {
      missed = missed.plus(by);
    } else if (runs()) {
      shift(by);
    }
  }

  /** The same time as another. */
  Server alignedWith(Server other) {
    offset = other.offset;
    return this;
  }

  /** Halts the process where it is (SIGSTOP), until {@link #goOn}. */
  public void halt() {
    process().pause();
    halted = true;
  }

  /** Lets it go on (SIGCONT); time has moved on meanwhile. */
  public void goOn() {
    if (halted) {
      process().resume();
      halted = false;
      shift(missed);
      missed = Duration.ZERO;
    }
  }

  /** Whether it is waited for when everybody is to come to rest; one that is cut off cannot be. */
  public void watched(boolean toBeWatched) {
    watched = toBeWatched;
  }

  /** The sum of one of its counters over the series that carry this label. */
  public double metric(String counter, String label) {
    return Rest.at(url())
        .get("/metrics")
        .ok()
        .body()
        .lines()
        .filter(line -> line.startsWith(counter + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Where it dies next, as {@code place} or {@code place:n}. */
  public void dieAt(String place) {
    Rest.at(url()).post("/internal/test/failpoint", Map.of("at", place)).ok();
  }

  public void kill() {
    process().kill();
    halted = false;
  }

  /** Ends it politely, or not, when it still runs. */
  public void end() {
    if (runs()) {
      goOn();
      try {
        process().stop(Duration.ofSeconds(60));
      } catch (AssertionError stubborn) {
        process().kill();
      }
    }
  }

  private void shift(Duration by) {
    Rest.at(url()).post("/internal/test/clock", Map.of("advance", by.toString())).ok();
  }
}
