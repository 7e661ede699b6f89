package dev.tocsin.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a container engine would give an image, as far as the kernel gives it without one: a view of
 * the file system in which everything is read-only but {@code /tmp} and the volume, the image's
 * files in their places, its numbered user, no capability, and no environment but the given one.
 * The machine's own libraries and JDK take the place of the base image.
 */
final class Box implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(180);

  /** Arguments: layout, JDK, volume or -, then the command. */
  private static final String SCRIPT =
      """
      set -e
      layout=$1 jdk=$2 volume=$3
      shift 3
      mount --make-rprivate /
      mkdir -p "$layout/opt/java"
      mount --bind "$jdk" "$layout/opt/java"
      [ "$volume" = - ] || mount --bind "$volume" "$layout/var/lib/tocsin"
      for file in passwd group; do
        [ ! -f "$layout/etc/$file" ] || mount --bind "$layout/etc/$file" "/etc/$file"
      done
      [ "$volume" = - ] || mount --rbind "$layout/var/lib" /var/lib
      mount --rbind "$layout/opt" /opt
      mount -t tmpfs -o mode=1777,size=64m,nosuid,nodev,noexec tmpfs /tmp
      mount -o remount,bind,ro /
      mount -o remount,bind,ro /opt
      [ "$volume" = - ] || mount -o remount,bind,ro /var/lib
      cd /opt/tocsin
      exec setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs \
        --bounding-set=-all --inh-caps=-all "$@"
      """;

  private final Process process;
  private final Path log;
  private final int port;

  private Box(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Whether this machine lets us. */
  static boolean works(ImageLayout layout) {
    List<String> command = new ArrayList<>(command(layout, null));
    command.addAll(List.of("/opt/java/bin/java", "-version"));
    return System.getProperty("user.name").equals("root")
        && Programs.find("unshare").isPresent()
        && Programs.find("setpriv").isPresent()
        && Programs.run(Map.of(), command).status() == 0;
  }

  /** What the image's user may not do here; the status of a command in it. */
  static int status(ImageLayout layout, String... command) {
    List<String> all = new ArrayList<>(command(layout, null));
    all.addAll(List.of(command));
    return Programs.run(Map.of(), all).status();
  }

  /**
   * Starts an image.
   *
   * @param volume what is mounted at the standalone's volume; null for none
   * @param more arguments after those of the image
   */
  static Box start(
      ImageLayout layout,
      @org.jspecify.annotations.Nullable Path volume,
      int port,
      Map<String, String> environment,
      List<String> more,
      Path log) {
    List<String> command = new ArrayList<>(command(layout, volume));
    command.addAll(List.of("env", "-i", "PATH=/opt/java/bin:/usr/bin:/bin"));
    layout.environment().forEach((name, value) -> command.add(name + "=" + value));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(layout.command());
    command.addAll(more);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Box(process, log, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(
      ImageLayout layout, @org.jspecify.annotations.Nullable Path volume) {
    return List.of(
        "unshare",
        "--mount",
        "sh",
        "-c",
        SCRIPT,
        "box",
        layout.root().toString(),
        System.getProperty("java.home"),
        volume == null ? "-" : volume.toString());
  }

  /** Waits until the image's own check says that it can work. */
  Box awaitReady() {
    String ready = Checkout.path("deploy/image/ready").toString();
    Map<String, String> where = Map.of("QUARKUS_HTTP_PORT", Integer.toString(port));
    long end = System.nanoTime() + START.toNanos();
    while (Programs.run(where, List.of(ready)).status() != 0) {
      if (!process.isAlive()) {
        throw new AssertionError("it ended with " + process.exitValue() + ": " + said());
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not come up: " + said());
      }
      try {
        Thread.sleep(250);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return this;
  }

  String get(String path) {
    try {
      URI url = URI.create("http://127.0.0.1:" + port + path);
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
