package dev.tocsin.platform.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the embedded PostgreSQL is set up: for a machine with little memory, durable unless a test.
 */
final class PostgresSettings {

  /** What must hold at boot of a durable server, as SHOW says it. */
  static final Map<String, String> DURABLE =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "password_encryption", "scram-sha-256");

  private PostgresSettings() {}

  /** Command-line arguments of {@code postgres}; they win over the files in the data folder. */
  static List<String> arguments(int port, boolean durable) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("port", Integer.toString(port));
    settings.put("unix_socket_directories", "");
    settings.put("password_encryption", "scram-sha-256");
    settings.put("max_connections", "60");
    settings.put("shared_buffers", "32MB");
    settings.put("work_mem", "4MB");
    settings.put("maintenance_work_mem", "32MB");
    settings.put("huge_pages", "off");
    settings.put("jit", "off");
    settings.put("io_method", "sync");
    settings.put("max_parallel_workers_per_gather", "0");
    settings.put("autovacuum_max_workers", "2");
    settings.put("autovacuum_naptime", "10s");
    settings.put("autovacuum_work_mem", "8MB");
    // An analysis holds 300 rows in memory for each, of rows of a kilobyte.
    settings.put("default_statistics_target", "30");
    settings.put("wal_buffers", "4MB");
    settings.put("min_wal_size", "128MB");
    settings.put("max_wal_size", "1GB");
    settings.put("checkpoint_timeout", "10min");
    settings.put("checkpoint_completion_target", "0.9");
    settings.put("max_wal_senders", "2");
    settings.put("tcp_keepalives_idle", "30");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("log_checkpoints", "off");
    String durability = durable ? "on" : "off";
    settings.put("fsync", durability);
    settings.put("synchronous_commit", durability);
    settings.put("full_page_writes", durability);
    List<String> arguments = new ArrayList<>();
    settings.forEach(
        (name, value) -> {
          arguments.add("-c");
          arguments.add(name + "=" + value);
        });
    return arguments;
  }
}
