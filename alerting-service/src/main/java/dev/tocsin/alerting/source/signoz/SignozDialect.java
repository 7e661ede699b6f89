package dev.tocsin.alerting.source.signoz;

import dev.tocsin.alerting.source.alertmanager.Dialect;
import dev.tocsin.alerting.source.alertmanager.Entry;
import dev.tocsin.alerting.source.alertmanager.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SigNoz leaves {@code generatorURL} empty and puts the rule's address into a label; a rule with
 * several thresholds names the one that was crossed in {@code threshold.name}.
 */
final class SignozDialect implements Dialect {

  @Override
  public String tool() {
    return "a SigNoz";
  }

  @Override
  public @Nullable String severity(Entry entry, Group group) {
    String own = entry.label("severity", "threshold.name", "priority");
    return own != null ? own : group.commonLabels().get("severity");
  }

  @Override
  public String link(Entry entry, Group group) {
    String generator = entry.generatorUrl();
    if (generator != null && isLink(generator)) {
      return generator;
    }
    for (String name : List.of("ruleSource", "related_logs", "related_traces")) {
      String url = entry.labels().getOrDefault(name, entry.annotations().getOrDefault(name, ""));
      if (isLink(url)) {
        return url;
      }
    }
    return "";
  }

  private static boolean isLink(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }
}
