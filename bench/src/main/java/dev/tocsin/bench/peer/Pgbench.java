package dev.tocsin.bench.peer;

import dev.tocsin.bench.server.Standalone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What PostgreSQL alone does: eight clients that each write one alert row with its labels and one
 * timer row per alert, in one transaction, to the same server in a database of its own. The tables
 * have the keys without which such a table could not be used, and no others: primary keys that
 * begin with the tenant, one open alert per tenant and fingerprint, and timers by their due time.
 * It makes its values inside the server, so that nothing is sent but the statement.
 */
public final class Pgbench {
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
  private static final String SCHEMA =
      """
      CREATE TABLE alert (tenant_id uuid NOT NULL, id uuid NOT NULL, fingerprint text NOT NULL, title text NOT NULL,
        severity smallint NOT NULL, state text NOT NULL, labels jsonb NOT NULL, created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, id));
      CREATE UNIQUE INDEX ON alert (tenant_id, fingerprint) WHERE state <> 'resolved';
      CREATE TABLE timer (tenant_id uuid NOT NULL, id uuid NOT NULL, alert_id uuid NOT NULL, state text NOT NULL,
        due_at timestamptz NOT NULL, PRIMARY KEY (tenant_id, id));
      CREATE INDEX ON timer (due_at) WHERE state = 'pending';
      """;
  private static final String STATEMENT =
      """
      WITH a AS (
        INSERT INTO alert (tenant_id, id, fingerprint, title, severity, state, labels, created_at)
        SELECT '01890a5d-ac96-774b-bcce-b302099a8057', uuidv7(), md5(random()::text || g || clock_timestamp()),
          'p99 is above 2 s', 3, 'open',
          jsonb_build_object('alertname', 'BenchLatencyHigh', 'severity', 'minor', 'team', 'bench', 'service', 'checkout',
            'instance', 'host-' || g, 'cluster', 'eu-1'), now()
        FROM generate_series(1, %d) g RETURNING tenant_id, id)
      INSERT INTO timer (tenant_id, id, alert_id, state, due_at)
      SELECT tenant_id, uuidv7(), id, 'pending', now() + interval '1 day' FROM a;
      """;

  private final Path program;
  private final Standalone server;
  private final Path folder;

  private Pgbench(Path program, Standalone server, Path folder) {
    this.program = program;
    this.server = server;
    this.folder = folder;
  }

  /** Makes its database on the server's PostgreSQL; empty where pgbench is not installed. */
  public static Optional<Pgbench> on(Standalone server, Path folder)
      throws IOException, InterruptedException {
    Optional<Path> pgbench = find("pgbench");
    Optional<Path> psql = find("psql");
    if (pgbench.isEmpty() || psql.isEmpty()) {
      return Optional.empty();
    }
    var peer = new Pgbench(pgbench.get(), server, folder);
    peer.run(psql.get(), "tocsin", List.of("-q", "-c", "CREATE DATABASE bench"));
    Path schema = Files.writeString(folder.resolve("bench.sql"), SCHEMA);
    peer.run(psql.get(), "bench", List.of("-q", "-f", schema.toString()));
    return Optional.of(peer);
  }

  /** Alerts per second with so many alerts in a transaction, one after the other. */
  public double rate(int alerts, Duration length) throws IOException, InterruptedException {
    return rate(STATEMENT.formatted(1).repeat(alerts), "each", alerts, length);
  }

  /** The same with all alerts of a transaction in one statement. */
  public double bulkRate(int alerts, Duration length) throws IOException, InterruptedException {
    return rate(STATEMENT.formatted(alerts), "bulk", alerts, length);
  }

  private double rate(String statements, String name, int alerts, Duration length)
      throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("bench-" + name + "-" + alerts + ".sql"),
            "BEGIN;\n" + statements + "COMMIT;\n");
    String output =
        run(
            program,
            "bench",
            List.of(
                "-n",
                "-c",
                "8",
                "-j",
                "2",
                "-M",
                "prepared",
                "-T",
                Long.toString(length.toSeconds()),
                "-f",
                script.toString()));
    var tps = TPS.matcher(output);
    if (!tps.find()) {
      throw new IllegalStateException("pgbench said no rate:\n" + output);
    }
    return Double.parseDouble(tps.group(1)) * alerts;
  }

  private String run(Path command, String database, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(arguments);
    line.addAll(
        List.of(
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(server.postgresPort()),
            "-U",
            "tocsin_admin"));
    line.addAll(command.endsWith("psql") ? List.of("-d", database) : List.of(database));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", server.postgresPassword());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command.getFileName() + " failed:\n" + output);
    }
    return output;
  }

  private static Optional<Path> find(String name) throws IOException {
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        Optional<Path> found =
            versions
                .map(v -> v.resolve("bin").resolve(name))
                .filter(Files::isExecutable)
                .max(Path::compareTo);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
