package dev.tocsin.platform.config;

import dev.tocsin.platform.yaml.Nearest;
import dev.tocsin.platform.yaml.Place;
import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlList;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.platform.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One walk over a file. Keys may be nested or written with dots, with or without {@code tocsin.} in
 * front, with dashes or underscores. What stands below {@code quarkus} is handed on as it is.
 */
final class SettingsReading {
  /** Sections that are no settings: who provisions reads them. */
  private static final Set<String> DECLARATIONS =
      new LinkedHashSet<>(
          List.of(
              "tenant",
              "users",
              "teams",
              "schedules",
              "channels",
              "slack",
              "twilio",
              "ticket_providers",
              "escalation_policies",
              "routes",
              "integrations",
              "templates"));

  private final Settings known;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, YamlMap.Entry> declarations = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  SettingsReading(Settings known) {
    this.known = known;
  }

  Map<String, String> values() {
    return values;
  }

  Map<String, Place> places() {
    return places;
  }

  Map<String, YamlMap.Entry> declarations() {
    return declarations;
  }

  List<Problem> problems() {
    return problems;
  }

  void top(YamlMap root) {
    for (YamlMap.Entry entry : root.entries().values()) {
      String section = entry.key().replace('-', '_');
      boolean settings = entry.value() instanceof YamlMap && known.hasGroup(plain(entry.key()));
      if (DECLARATIONS.contains(section) && !settings) {
        declarations.put(section, entry);
      } else {
        entry("", entry);
      }
    }
  }

  private void entry(String above, YamlMap.Entry entry) {
    String path = above.isEmpty() ? entry.key() : above + "." + entry.key();
    if (path.equals("quarkus") || path.startsWith("quarkus.")) {
      handedOn(path, entry.value());
      return;
    }
    String key = plain(path);
    Optional<Setting> setting = known.find(key);
    if (setting.isPresent()) {
      set(setting.get(), entry);
    } else if (key.isEmpty() || known.hasGroup(key)) {
      group(path, entry);
    } else {
      unknown(above, path, entry.place());
    }
  }

  private void group(String path, YamlMap.Entry entry) {
    switch (entry.value()) {
      case YamlMap map -> map.entries().values().forEach(below -> entry(path, below));
      case YamlText text when text.isNull() -> {}
      case YamlText text -> notAGroup(path, entry);
      case YamlList list -> notAGroup(path, entry);
    }
  }

  private void notAGroup(String path, YamlMap.Entry entry) {
    problems.add(
        entry
            .place()
            .problem("`%s` is a group of keys, not %s".formatted(path, entry.value().what())));
  }

  private void set(Setting setting, YamlMap.Entry entry) {
    Optional<String> value = text(setting, entry.value());
    if (value.isEmpty()) {
      return;
    }
    if (setting.property().equals(SettingsFile.SETTING)) {
      problems.add(
          entry.place().problem("a file cannot name another: set TOCSIN_CONFIG, or give --config"));
      return;
    }
    Optional<String> objection = setting.objection(value.get());
    if (objection.isPresent()) {
      problems.add(entry.value().place().problem(objection.get()));
      return;
    }
    Place before = places.putIfAbsent(setting.property(), entry.place());
    if (before != null) {
      problems.add(
          entry
              .place()
              .problem(
                  "`%s` says again what line %d has said".formatted(setting.key(), before.line())));
    }
    values.put(setting.property(), value.get());
  }

  private Optional<String> text(Setting setting, YamlValue value) {
    return switch (value) {
      case YamlText text when text.isNull() -> Optional.empty();
      case YamlText text -> Optional.of(text.text().strip());
      case YamlList list
          when setting.kind() == Setting.Kind.LIST
              && list.items().stream().allMatch(YamlText.class::isInstance) ->
          Optional.of(
              list.items().stream()
                  .map(item -> ((YamlText) item).text().replace(",", "\\,"))
                  .collect(Collectors.joining(",")));
      default -> {
        problems.add(
            value
                .place()
                .problem(
                    "`%s` is %s, but takes %s"
                        .formatted(setting.key(), value.what(), setting.kind().allowed())));
        yield Optional.empty();
      }
    };
  }

  private void handedOn(String path, YamlValue value) {
    switch (value) {
      case YamlMap map ->
          map.entries()
              .values()
              .forEach(below -> handedOn(path + "." + below.key(), below.value()));
      case YamlText text when text.isNull() -> {}
      case YamlText text -> {
        values.put(path, text.text());
        places.put(path, text.place());
      }
      case YamlList list -> {
        values.put(
            path,
            list.items().stream()
                .map(item -> item instanceof YamlText text ? text.text().replace(",", "\\,") : "")
                .collect(Collectors.joining(",")));
        places.put(path, list.place());
      }
    }
  }

  private void unknown(String above, String path, Place place) {
    String group = plain(above);
    Set<String> beside = new LinkedHashSet<>();
    for (Setting setting : known.all()) {
      if (group.isEmpty() || setting.key().startsWith(group + ".")) {
        String rest = group.isEmpty() ? setting.key() : setting.key().substring(group.length() + 1);
        beside.add(above + (above.isEmpty() ? "" : ".") + rest);
        beside.add(above + (above.isEmpty() ? "" : ".") + rest.split("\\.", 2)[0]);
      }
    }
    if (above.isEmpty()) {
      beside.addAll(DECLARATIONS);
    }
    problems.add(place.problem("unknown key `" + path + "`" + Nearest.hint(path, beside)));
  }

  private static String plain(String path) {
    String key = path.replace('_', '-');
    if (key.equals("tocsin")) {
      return "";
    }
    return key.startsWith("tocsin.") ? key.substring("tocsin.".length()) : key;
  }
}
