package dev.tocsin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a run found.
 *
 * @param one rates at one alert per request
 * @param hundred rates at a hundred
 * @param idle milliseconds from a webhook's departure to its page's arrival, ascending; warm, with
 *     nothing else to do
 * @param loaded the same after the ingest load
 * @param handoverSeconds from the moment when 10,000 steps are due until all are handed over
 * @param readySeconds from process start to ready, on a data folder that was used before
 * @param megabytes resident, PostgreSQL and Redis included, after the load
 */
record Report(
    Rates one,
    Rates hundred,
    List<Double> idle,
    List<Double> loaded,
    double handoverSeconds,
    double readySeconds,
    long megabytes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A table for the terminal, with the goals beside. */
  String table() {
    return """

    %-34s %12s %12s %14s %8s
    %s%s%s
    page latency, warm and idle, ms    p50 %-8s p99 %-8s (goal: 8, 30)
      the same after the ingest load   p50 %-8s p99 %-8s
    10,000 due steps handed over, s    %-12s (goal: 4)
    ready, s                           %-12s (goal: 10)
    memory, MB                         %-12d (goal: 600)
    """
        .formatted(
            "ingest, alerts per second",
            "tocsin",
            "pgbench",
            "alertmanager",
            "ratio",
            line("1 alert per request (goal: 0.9)", one),
            line("100 alerts per request (goal: 0.5)", hundred),
            bulk("  all 100 in one statement there", hundred),
            number(percentile(idle, 50)),
            number(percentile(idle, 99)),
            number(percentile(loaded, 50)),
            number(percentile(loaded, 99)),
            number(handoverSeconds),
            number(readySeconds),
            megabytes);
  }

  /** Writes the run as JSON. */
  void write(Path file) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode ingest = json.putObject("ingest");
    put(ingest.putObject("batch1"), one);
    put(ingest.putObject("batch100"), hundred);
    put(json.putObject("latency_ms"), idle);
    put(json.putObject("latency_after_load_ms"), loaded);
    json.put("handover_s", round(handoverSeconds));
    json.put("ready_s", round(readySeconds)).put("rss_mb", megabytes);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
  }

  private static void put(ObjectNode json, List<Double> latencies) {
    json.put("p50", round(percentile(latencies, 50)));
    json.put("p99", round(percentile(latencies, 99)));
  }

  private static double percentile(List<Double> latencies, int percent) {
    int index = (int) Math.ceil(percent / 100.0 * latencies.size()) - 1;
    return latencies.get(Math.max(0, index));
  }

  private static String line(String name, Rates rates) {
    return "%-34s %12.0f %12s %14s %8s%n"
        .formatted(
            name,
            rates.tocsin(),
            whole(rates.pgbench()),
            whole(rates.alertmanager()),
            rates.ratio().isPresent() ? number(rates.ratio().getAsDouble()) : "-");
  }

  private static String bulk(String name, Rates rates) {
    return rates.bulk().isEmpty()
        ? ""
        : "%-34s %12s %12s %14s %8s%n"
            .formatted(name, "", whole(rates.bulk()), "", number(rates.bulkRatio().getAsDouble()));
  }

  private static void put(ObjectNode json, Rates rates) {
    json.put("tocsin", round(rates.tocsin()));
    json.put("pgbench", value(rates.pgbench()));
    json.put("alertmanager", value(rates.alertmanager()));
    json.put("ratio", value(rates.ratio()));
    if (rates.bulk().isPresent()) {
      json.put("pgbench_bulk", value(rates.bulk()));
      json.put("ratio_bulk", value(rates.bulkRatio()));
    }
  }

  private static @Nullable Double value(OptionalDouble number) {
    return number.isPresent() ? round(number.getAsDouble()) : null;
  }

  private static String whole(OptionalDouble number) {
    return number.isPresent()
        ? String.format(Locale.ROOT, "%.0f", number.getAsDouble())
        : "not there";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
