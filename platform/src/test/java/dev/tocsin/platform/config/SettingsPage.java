package dev.tocsin.platform.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code docs/configuration.md}: a head written by hand, and a table for each group. */
final class SettingsPage {
  private SettingsPage() {}

  static String of(List<SettingsSource.Group> groups) throws IOException {
    Map<String, SettingsSource.Group> ordered = new TreeMap<>();
    groups.forEach(
        group ->
            ordered.merge(
                group.prefix(),
                group,
                (a, b) -> a.settings().size() >= b.settings().size() ? a : b));
    StringBuilder page = new StringBuilder();
    try (InputStream head = SettingsPage.class.getResourceAsStream("/configuration-head.md")) {
      page.append(new String(head.readAllBytes(), StandardCharsets.UTF_8));
    }
    Set<String> written = new HashSet<>();
    ordered.values().forEach(group -> section(page, group, written));
    return page.toString();
  }

  private static void section(StringBuilder page, SettingsSource.Group group, Set<String> written) {
    String name =
        group.prefix().equals("tocsin") ? "" : group.prefix().replaceFirst("^tocsin\\.", "");
    page.append("\n### ").append(name.isEmpty() ? "The installation" : "`" + shown(name) + "`");
    page.append("\n\n").append(cell(group.meaning())).append("\n\n");
    page.append("| key | takes | default | environment | meaning |\n|---|---|---|---|---|\n");
    for (Setting setting : group.settings()) {
      if (!written.add(setting.key())) {
        continue;
      }
      page.append("| `")
          .append(shown(setting.key()))
          .append("` | ")
          .append(kind(setting))
          .append(" | ")
          .append(setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`")
          .append(" | `")
          .append(
              setting
                  .property()
                  .replace("{service}", "<SERVICE>")
                  .toUpperCase(Locale.ROOT)
                  .replaceAll("[^A-Z0-9<>]", "_"))
          .append("` | ")
          .append(cell(setting.meaning()))
          .append(" |\n");
    }
  }

  private static String kind(Setting setting) {
    String kind =
        switch (setting.kind()) {
          case WHOLE -> "whole number";
          case NUMBER -> "number";
          case SWITCH -> "true or false";
          case DURATION -> "duration";
          case TEXT -> "text";
          case LIST -> "list";
        };
    return setting.secret() ? kind + ", secret" : kind;
  }

  private static String shown(String key) {
    return key.replace("{service}", "<service>");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
