package dev.tocsin.e2e.harness;

import dev.tocsin.platform.embedded.EmbeddedPostgres;
import dev.tocsin.platform.embedded.EmbeddedRedis;
import dev.tocsin.platform.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** The four services as processes of their own on one PostgreSQL and one Redis. */
public final class FourProcesses extends Installation {
  /** Name of each service and its module. */
  private static final Map<String, String> MODULES =
      Map.of(
          "identity", "identity-service",
          "alerting", "alerting-service",
          "notification", "notification-service",
          "ticketing", "ticket-service");

  private static final int HEAP_MB = 160;
  private static final String OPERATOR_KEY = "tco_e2e-operator-key-0123456789abcdef";

  private final Path folder;
  private final Postgres postgres;
  private final EmbeddedRedis redis;
  private final Map<String, Server> services = new LinkedHashMap<>();
  private final List<Server> replicas = new ArrayList<>();

  /**
   * The database of the four.
   *
   * @param settings that point Tocsin at it
   * @param superuserUrl where it says what it holds, now
   */
  public record Postgres(
      Map<String, String> settings, int port, Supplier<String> superuserUrl, Runnable stop) {

    static Postgres of(EmbeddedPostgres embedded) {
      return new Postgres(
          embedded.settings(), embedded.port(), embedded::superuserUrl, embedded::close);
    }
  }

  private FourProcesses(Path folder, Postgres postgres, EmbeddedRedis redis) {
    super(World.start());
    this.folder = folder;
    this.postgres = postgres;
    this.redis = redis;
    var addresses = new ArrayList<String>();
    var ports = new LinkedHashMap<String, Integer>();
    for (String service : List.of("identity", "alerting", "notification", "ticketing")) {
      int port = FreePort.find();
      ports.put(service, port);
      addresses.add("tocsin.services." + service + ".address=127.0.0.1:" + port);
    }
    addresses.add("tocsin.public-url=http://127.0.0.1:" + ports.get("notification"));
    ports.forEach((name, port) -> services.put(name, server(name, name, port, addresses)));
  }

  /** Starts everything. */
  static FourProcesses start(String name) {
    return start(
        name, folder -> Postgres.of(EmbeddedPostgres.start(folder.resolve("postgres"), 0)));
  }

  /** Starts everything on this database. */
  public static FourProcesses start(String name, Function<Path, Postgres> database) {
    Path folder = Built.scratch(name);
    Built.command("identity-service", HEAP_MB, List.of());
    var four =
        new FourProcesses(
            folder, database.apply(folder), EmbeddedRedis.start(folder.resolve("redis"), 0));
    try {
      four.servers().forEach(Server::launch);
      four.servers().forEach(Server::awaitReady);
      return four;
    } catch (RuntimeException | AssertionError e) {
      four.close();
      throw e;
    }
  }

  private Server server(String name, String service, int port, List<String> addresses) {
    var settings = new ArrayList<>(addresses);
    postgres.settings().forEach((key, value) -> settings.add(key + "=" + value));
    settings.addAll(
        List.of(
            "tocsin.redis.url=" + redis.url(),
            "quarkus.http.host=127.0.0.1",
            "quarkus.http.port=" + port,
            "tocsin.operator-key=" + OPERATOR_KEY,
            "tocsin.service-secret=e2e-service-secret-0123456789abcdef",
            "tocsin.keyring=e2e:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "tocsin.outbound.allow=127.0.0.0/8",
            "tocsin.test.clock=true",
            "tocsin.test.failpoints=true",
            "tocsin.log.format=text"));
    return new Server(
        name,
        Objects.requireNonNull(MODULES.get(service)),
        HEAP_MB,
        port,
        List.of(),
        settings,
        folder.resolve(name + ".log"));
  }

  /** One of the four by its name: identity, alerting, notification, ticketing. */
  public Server service(String name) {
    return Objects.requireNonNull(services.get(name));
  }

  /** A second process of a service beside the first; it has to be ended by who asked for it. */
  public Server replica(String service, String... moreProperties) {
    var addresses = new ArrayList<String>();
    services.forEach(
        (name, server) ->
            addresses.add("tocsin.services." + name + ".address=127.0.0.1:" + server.port()));
    addresses.add("tocsin.public-url=" + service("notification").url());
    Server replica =
        server(service + "-" + (replicas.size() + 2), service, FreePort.find(), addresses);
    replica.alignedWith(service(service)).start(moreProperties);
    replicas.add(replica);
    return replica;
  }

  /** A file beside its logs. */
  public Path file(String name, String text) {
    Path file = folder.resolve(name);
    Folder.write(file, text);
    return file;
  }

  /** Runs {@code tocsin provision} against the four, each at its own address. */
  public Child provision(String name, Path file, String key) {
    List<String> command = Built.command("standalone", HEAP_MB, List.of());
    command.addAll(List.of("provision", file.toString(), "--key", key));
    services.forEach(
        (service, server) ->
            command.addAll(List.of("--service-url", service + "=" + server.url())));
    return Child.start(name, command, Map.of(), folder.resolve(name + ".log"));
  }

  /** A network of its own to PostgreSQL, for {@link #behind}. */
  public Cable cable() {
    return Cable.to(postgres.port());
  }

  /** The setting that has a process reach PostgreSQL through a cable. */
  public static String behind(Cable cable) {
    return "tocsin.db.url=postgresql://127.0.0.1:" + cable.port() + "/" + EmbeddedPostgres.DATABASE;
  }

  /** What the services have written down. */
  public History history() {
    return History.at(postgres.superuserUrl().get());
  }

  /** Empties Redis under the running services. */
  public void flushRedis() {
    String password = URI.create(redis.url()).getUserInfo().substring(1);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      String commands = "AUTH " + password + "\r\nFLUSHALL\r\nQUIT\r\n";
      socket.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
      String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!said.equals("+OK\r\n".repeat(3))) {
        throw new IllegalStateException("Redis said " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a replica. */
  public void retire(Server replica) {
    replicas.remove(replica);
    replica.end();
  }

  @Override
  Server serving(String service) {
    return service(service);
  }

  @Override
  public List<Server> servers() {
    var all = new ArrayList<>(services.values());
    all.addAll(replicas);
    return all;
  }

  @Override
  String operatorKey() {
    return OPERATOR_KEY;
  }

  @Override
  public void close() {
    super.close();
    redis.close();
    postgres.stop().run();
  }
}
