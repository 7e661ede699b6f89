package dev.tocsin.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx, started by the ui image's own script from the files that the image holds. */
final class UiServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final int port;

  private UiServer(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder where it is put together; everybody must be able to enter it
   * @param environment what its script reads, but for the port and the folder
   */
  static UiServer start(Path folder, int port, Map<String, String> environment) {
    try {
      Path home = assemble(folder);
      Path log = openFile(folder.resolve("log"));
      Path run = Files.createDirectories(folder.resolve("run"));
      Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
      List<String> command = new ArrayList<>(unprivileged());
      command.add(home.resolve("start").toString());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("TOCSIN_UI_LISTEN", "127.0.0.1:" + port);
      builder.environment().put("TOCSIN_UI_RUN", run.toString());
      builder.environment().putAll(environment);
      UiServer server = new UiServer(builder.start(), log, port);
      server.awaitHealthy();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As in the image: one folder with the script, the routes made from the contract, the pages. */
  private static Path assemble(Path folder) throws IOException {
    enterable(folder);
    Path home = enterable(Files.createDirectories(folder.resolve("opt")));
    Path assets = Files.createDirectories(home.resolve("www/assets"));
    enterable(home.resolve("www"));
    enterable(assets);
    try (Stream<Path> files = Files.list(Checkout.path("deploy/ui"))) {
      for (Path file : files.toList()) {
        Files.copy(file, home.resolve(file.getFileName()));
      }
    }
    try (var routes = UiServer.class.getResourceAsStream("/META-INF/tocsin/nginx-routes.conf")) {
      Files.copy(
          java.util.Objects.requireNonNull(routes, "proto holds no nginx-routes.conf"),
          home.resolve("routes.conf"));
    }
    Files.writeString(home.resolve("www/index.html"), "<!doctype html><title>Tocsin</title>");
    Files.writeString(home.resolve("www/manifest.webmanifest"), "{\"name\":\"Tocsin\"}");
    Files.writeString(assets.resolve("app-1a2b3c.js"), "/* script */\n".repeat(500));
    return home;
  }

  private static Path enterable(Path folder) throws IOException {
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path openFile(Path file) throws IOException {
    Files.createFile(file);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  /** The image's user is not root either; root's nginx would change to another user by itself. */
  private static List<String> unprivileged() {
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--reuid=10001", "--regid=10001", "--clear-groups")
        : List.of();
  }

  private void awaitHealthy() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      if (!process.isAlive()) {
        throw new AssertionError("nginx ended with " + process.exitValue() + ": " + said());
      }
      try {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(url("/healthz")).build();
        if (client.send(request, BodyHandlers.ofString()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      pause();
    }
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** What it has written so far. */
  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has written once a line with this word is there. */
  String saidWith(String word) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!said().contains(word)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing with '" + word + "' was written: " + said());
      }
      pause();
    }
    return said();
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
