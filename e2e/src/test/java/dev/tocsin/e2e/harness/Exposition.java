package dev.tocsin.e2e.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the processes of an installation tell on {@code /metrics}: the samples' names, their labels
 * and the values of these.
 */
public record Exposition(Map<String, Map<String, Set<String>>> samples) {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+(?: .*)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Asks each process now. */
  public static Exposition of(Installation installation) {
    Map<String, Map<String, Set<String>>> samples = new HashMap<>();
    List<String> pages =
        installation.servers().stream()
            .map(server -> Rest.at(server.url()).get("/metrics").ok().body())
            .toList();
    for (String page : pages) {
      for (String line : page.lines().filter(each -> !each.startsWith("#")).toList()) {
        Matcher sample = SAMPLE.matcher(line);
        if (sample.matches()) {
          Map<String, Set<String>> labels =
              samples.computeIfAbsent(sample.group(1), name -> new TreeMap<>());
          Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
          while (label.find()) {
            labels.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
          }
        }
      }
    }
    return new Exposition(samples);
  }

  public boolean has(String metric) {
    return samples.containsKey(metric);
  }

  /** The names of a metric's labels. */
  public Set<String> labels(String metric) {
    return samples.getOrDefault(metric, Map.of()).keySet();
  }

  /** The values that a label of a metric has. */
  public Set<String> values(String metric, String label) {
    return samples.getOrDefault(metric, Map.of()).getOrDefault(label, Set.of());
  }
}
