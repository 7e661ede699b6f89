package dev.tocsin.e2e.harness;

import dev.tocsin.platform.embedded.EmbeddedPostgres;
import dev.tocsin.platform.embedded.FreePort;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The standalone: the four services, PostgreSQL and Redis under one process on one folder. */
public final class OneProcess extends Installation {
  private static final int HEAP_MB = 256;

  private final Path data;
  private final Server server;

  private OneProcess(Path data, Server server) {
    super(World.start());
    this.data = data;
    this.server = server;
  }

  /**
   * Made, not started: {@link Server#start} does that.
   *
   * @param name of its folder
   * @param demo whether it runs with {@code --demo}
   * @param properties more settings
   */
  public static OneProcess in(String name, boolean demo, String... properties) {
    Path folder = Built.scratch(name);
    Path data = folder.resolve("data");
    int port = FreePort.find();
    var arguments =
        new ArrayList<>(
            List.of("serve", "--port", Integer.toString(port), "--data", data.toString()));
    if (demo) {
      arguments.add("--demo");
    }
    var settings =
        new ArrayList<>(
            List.of(
                "tocsin.test.clock=true",
                "tocsin.test.failpoints=true",
                "tocsin.outbound.allow=127.0.0.0/8",
                "tocsin.log.format=text"));
    settings.addAll(List.of(properties));
    return new OneProcess(
        data,
        new Server(
            name, "standalone", HEAP_MB, port, arguments, settings, folder.resolve("tocsin.log")));
  }

  /**
   * Two processes on a PostgreSQL of their own that are started at the same moment.
   *
   * @param both are up
   */
  public record Pair(EmbeddedPostgres postgres, List<OneProcess> both) implements AutoCloseable {
    @Override
    public void close() {
      both.forEach(OneProcess::close);
      postgres.close();
    }
  }

  /**
   * Starts two that begin one installation.
   *
   * @param owner address of the first owner
   * @param declared what the file of each declares
   */
  public static Pair pair(String name, String owner, String declared) {
    var postgres = EmbeddedPostgres.start(Built.scratch(name + "-postgres").resolve("postgres"), 0);
    List<String> settings =
        new ArrayList<>(
            List.of(
                "tocsin.first-run.owner-email=" + owner,
                "tocsin.operator-key=tco_e2e-operator-key-0123456789abcdef",
                "tocsin.service-secret=e2e-service-secret-0123456789abcdef",
                "tocsin.keyring=e2e:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    postgres.settings().forEach((key, value) -> settings.add(key + "=" + value));
    var pair = new Pair(postgres, new ArrayList<>());
    try {
      for (String which : List.of("one", "other")) {
        OneProcess each = in(name + "-" + which, false, settings.toArray(String[]::new));
        Folder.write(Folder.create(each.data).resolve("tocsin.yaml"), declared);
        pair.both().add(each);
      }
      pair.both().forEach(each -> each.server.launch());
      pair.both().forEach(each -> each.server.awaitReady());
      return pair;
    } catch (RuntimeException | AssertionError e) {
      pair.close();
      throw e;
    }
  }

  public OneProcess start(String... moreProperties) {
    server.start(moreProperties);
    return this;
  }

  /** Another process asked to serve the same folder, on another port. */
  public Child again() {
    return server.rival(FreePort.find());
  }

  public Server server() {
    return server;
  }

  public Path data() {
    return data;
  }

  /** The process id of the PostgreSQL that runs on its folder now. */
  public long postgres() {
    return Long.parseLong(
        Folder.read(data.resolve("postgres").resolve("postmaster.pid"))
            .lines()
            .findFirst()
            .orElseThrow());
  }

  /** What it has written down. */
  public History history() {
    List<String> pidFile =
        Folder.read(data.resolve("postgres").resolve("postmaster.pid")).lines().toList();
    return History.at(
        "postgresql://tocsin_admin:%s@127.0.0.1:%s/tocsin"
            .formatted(
                property(data.resolve("postgres.passwords"), "superuser"), pidFile.get(3).strip()));
  }

  /** The process id of its Redis. */
  public long redis() {
    return Long.parseLong(Folder.read(data.resolve("redis.pid")).strip());
  }

  @Override
  Server serving(String service) {
    return server;
  }

  @Override
  public List<Server> servers() {
    return List.of(server);
  }

  @Override
  public String operatorKey() {
    return secret("tocsin.operator-key");
  }

  /** A secret of the installation, which its folder keeps. */
  public String secret(String name) {
    return property(data.resolve("secrets.properties"), name);
  }

  private static String property(Path file, String name) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(Folder.read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty(name, "");
  }

  /** Changes a secret of the installation, for its next start. */
  public void setSecret(String name, String value) {
    Path file = data.resolve("secrets.properties");
    Folder.write(
        file,
        Folder.read(file)
            .lines()
            .map(line -> line.startsWith(name + "=") ? name + "=" + value : line)
            .collect(Collectors.joining("\n", "", "\n")));
  }

  /** Runs another command of the application on its folder. */
  public Child command(String name, String... arguments) {
    List<String> command = Built.command("standalone", HEAP_MB, List.of());
    command.addAll(List.of(arguments));
    return Child.start(name, command, Map.of(), data.resolveSibling(name + ".log"));
  }

  /** Ends it, and what a killed process left behind on its folder. */
  @Override
  public void close() {
    super.close();
    endLeftOver("postgres/postmaster.pid", "postgres");
    endLeftOver("redis.pid", "redis");
  }

  private void endLeftOver(String pidFile, String program) {
    Folder.read(data.resolve(pidFile))
        .lines()
        .findFirst()
        .map(String::strip)
        .filter(pid -> pid.matches("[0-9]+"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(process -> process.info().command().orElse("").contains(program))
        .ifPresent(ProcessHandle::destroy);
  }
}
