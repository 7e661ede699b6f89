package dev.tocsin.alerting.source.alertmanager;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a tool that sends Alertmanager's webhook does in its own way. */
public interface Dialect {

  /** The tool's name in sentences: {@code an Alertmanager}. */
  String tool();

  /**
   * Names of further fields of an entry that are read; an object's are read as {@code name.key}.
   */
  default Set<String> furtherFields() {
    return Set.of();
  }

  /** What the alert is called; blank when it has no name. */
  default String alertName(Entry entry, Group group) {
    String own = entry.labels().get("alertname");
    return own != null ? own : group.commonLabels().getOrDefault("alertname", "");
  }

  /** The word for how bad it is. */
  default @Nullable String severity(Entry entry, Group group) {
    String own = entry.label("severity", "priority");
    return own != null ? own : group.commonLabels().get("severity");
  }

  /** What explains the alert. */
  default Map<String, String> annotations(Entry entry, Group group) {
    return entry.annotations();
  }

  /** Where the tool shows the alert; may be empty. */
  default String link(Entry entry, Group group) {
    String url = entry.generatorUrl();
    return url == null ? "" : url;
  }
}
