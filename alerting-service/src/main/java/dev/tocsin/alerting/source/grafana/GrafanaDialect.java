package dev.tocsin.alerting.source.grafana;

import dev.tocsin.alerting.source.alertmanager.Dialect;
import dev.tocsin.alerting.source.alertmanager.Entry;
import dev.tocsin.alerting.source.alertmanager.Group;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Grafana adds links, values and a picture to each entry; its addresses may be relative to {@code
 * externalURL}, as in the test notification of Grafana 12.
 */
final class GrafanaDialect implements Dialect {

  private static final List<String> LINKS =
      List.of("silenceURL", "dashboardURL", "panelURL", "imageURL");
  private static final Set<String> FURTHER =
      Set.of("silenceURL", "dashboardURL", "panelURL", "imageURL", "values", "valueString");

  @Override
  public String tool() {
    return "a Grafana";
  }

  @Override
  public Set<String> furtherFields() {
    return FURTHER;
  }

  /** Alerts about missing data carry the rule's own name apart. */
  @Override
  public String alertName(Entry entry, Group group) {
    String name = Dialect.super.alertName(entry, group);
    String rule = entry.labels().getOrDefault("rulename", "");
    return rule.isBlank() || !name.startsWith("Datasource") ? name : name + " of " + rule;
  }

  /** The links and values join the annotations under their own names, unless these are taken. */
  @Override
  public Map<String, String> annotations(Entry entry, Group group) {
    Map<String, String> all = new LinkedHashMap<>(entry.annotations());
    entry
        .further()
        .forEach(
            (name, value) ->
                all.putIfAbsent(
                    name, LINKS.contains(name) ? absolute(value, group.externalUrl()) : value));
    return all;
  }

  @Override
  public String link(Entry entry, Group group) {
    String generator = entry.generatorUrl();
    if (generator != null && !generator.isBlank()) {
      return absolute(generator, group.externalUrl());
    }
    for (String name : List.of("panelURL", "dashboardURL")) {
      String url = entry.further().get(name);
      if (url != null) {
        return absolute(url, group.externalUrl());
      }
    }
    return group.externalUrl();
  }

  /** A relative address against the server's own, kept as it is where that is none. */
  private static String absolute(String address, String base) {
    try {
      URI uri = URI.create(address.strip());
      return uri.isAbsolute() || base.isBlank()
          ? address
          : URI.create(base.strip()).resolve(uri).toString();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
