package dev.tocsin.provisioning;

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

/** A group of keys while it is read: each key is taken once, what is left is unknown. */
final class Body {
  private final Place place;
  private final Map<String, YamlMap.Entry> left = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Problem> problems;
  private final Names names;

  Body(YamlMap map, Names names, List<Problem> problems) {
    this.place = map.place();
    this.names = names;
    this.problems = problems;
    map.entries().values().forEach(entry -> left.put(entry.key().replace('-', '_'), entry));
  }

  /** A group within. */
  Body within(YamlMap map) {
    return new Body(map, names, problems);
  }

  Place place() {
    return place;
  }

  void problem(Place at, String words) {
    problems.add(at.problem(words));
  }

  /** The value of a key by any of its names; null counts as not there. */
  Optional<YamlValue> take(String... keys) {
    known.addAll(List.of(keys));
    YamlValue found = null;
    for (String key : keys) {
      YamlMap.Entry entry = left.remove(key);
      if (entry != null && !(entry.value() instanceof YamlText text && text.isNull())) {
        found = entry.value();
      }
    }
    return Optional.ofNullable(found);
  }

  /** Says that a key is unknown here, and why. */
  void refuse(String key, String why) {
    YamlMap.Entry entry = left.remove(key);
    if (entry != null) {
      problem(entry.place(), "unknown key `%s`: %s".formatted(entry.key(), why));
    }
  }

  Optional<YamlText> text(String... keys) {
    return take(keys)
        .flatMap(
            value -> {
              if (value instanceof YamlText text) {
                return Optional.of(text);
              }
              problem(value.place(), "`%s` takes a text, not %s".formatted(keys[0], value.what()));
              return Optional.empty();
            });
  }

  Optional<YamlMap> map(String... keys) {
    return take(keys)
        .flatMap(
            value -> {
              if (value instanceof YamlMap map) {
                return Optional.of(map);
              }
              problem(
                  value.place(),
                  "`%s` takes a group of keys, not %s".formatted(keys[0], value.what()));
              return Optional.empty();
            });
  }

  /** A list; a single value is a list of one. */
  Optional<List<YamlValue>> list(String... keys) {
    return take(keys).map(value -> value instanceof YamlList list ? list.items() : List.of(value));
  }

  /** A list of texts. */
  Optional<List<YamlText>> texts(String... keys) {
    return list(keys)
        .map(
            values -> {
              List<YamlText> texts = new ArrayList<>();
              for (YamlValue value : values) {
                if (value instanceof YamlText text && !text.isNull()) {
                  texts.add(text);
                } else {
                  problem(
                      value.place(), "`%s` takes texts, not %s".formatted(keys[0], value.what()));
                }
              }
              return texts;
            });
  }

  /** The id behind a name; a name that nobody has is a mistake. */
  String id(Kind kind, Place at, String name) {
    Optional<String> id = names.find(kind, name);
    if (id.isEmpty() && names.isComplete()) {
      String hint = Nearest.hint(name, names.all(kind));
      problem(
          at,
          "unknown %s '%s'%s"
              .formatted(kind.noun(), name, hint.isEmpty() ? "; known: " + listed(kind) : hint));
    }
    return id.orElse(Names.UNKNOWN);
  }

  private String listed(Kind kind) {
    return names.all(kind).isEmpty() ? "none" : String.join(", ", names.all(kind));
  }

  /** Takes every key that is left. */
  List<YamlMap.Entry> rest() {
    List<YamlMap.Entry> rest = List.copyOf(left.values());
    left.clear();
    return rest;
  }

  /** Says that a key is unknown, with the nearest of those that are known here. */
  void unknown(YamlMap.Entry entry, Set<String> more) {
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(more);
    problem(entry.place(), "unknown key `" + entry.key() + "`" + Nearest.hint(entry.key(), all));
  }
}
