package dev.tocsin.alerting.source.generic;

import dev.tocsin.alerting.source.mapping.MappedText;
import dev.tocsin.platform.cel.CelJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a JSON object by the documented names. */
record Fields(Map<String, Object> object) {

  /** Of a value that may be no object at all. */
  static Fields of(Object json) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (json instanceof Map<?, ?> map) {
      map.forEach((name, value) -> object.put(name.toString(), value));
    }
    return new Fields(object);
  }

  /** The first of a part's names that holds a text, a number or a truth value. */
  Optional<String> text(Names part) {
    return part.names().stream()
        .map(object::get)
        .filter(Fields::isPlain)
        .map(MappedText::of)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  /** The title, or the first line of what tells most. */
  Optional<String> title() {
    return text(Names.TITLE)
        .or(() -> text(Names.TEXT).flatMap(text -> text.strip().lines().findFirst()));
  }

  /** The object under {@code labels} or {@code tags}; a list of tags is one label, or one each. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String name : Names.LABELS.names()) {
      switch (object.get(name)) {
        case Map<?, ?> map ->
            map.forEach((key, value) -> labels.putIfAbsent(key.toString(), MappedText.of(value)));
        case List<?> list -> tags(name, list, labels);
        case null, default -> {}
      }
    }
    return labels;
  }

  /** {@code team:db} and {@code team=db} are labels, what is left is one under the list's name. */
  private static void tags(String name, List<?> list, Map<String, String> labels) {
    StringBuilder rest = new StringBuilder();
    for (Object tag : list) {
      String text = MappedText.of(tag);
      int at = text.indexOf(text.indexOf('=') > 0 ? '=' : ':');
      if (at > 0) {
        labels.putIfAbsent(text.substring(0, at).strip(), text.substring(at + 1).strip());
      } else if (!text.isBlank()) {
        rest.append(rest.isEmpty() ? "" : ", ").append(text);
      }
    }
    if (!rest.isEmpty()) {
      labels.putIfAbsent(name, rest.toString());
    }
  }

  /** The object under {@code annotations}, and every field that is read nowhere else. */
  Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    text(Names.DESCRIPTION).ifPresent(text -> annotations.put("description", text));
    if (object.get("annotations") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> annotations.put(key.toString(), MappedText.of(value)));
    }
    links().forEach((name, url) -> annotations.putIfAbsent("link." + name, url));
    object.forEach(
        (name, value) -> {
          if (!Names.known(name)) {
            String text = MappedText.of(value);
            boolean told =
                annotations.containsValue(text) || title().filter(text::equals).isPresent();
            if (!text.isBlank() && !told) {
              annotations.putIfAbsent(name, text);
            }
          }
        });
    return annotations;
  }

  /** Where it is shown: the link's own names, else the first of {@code links}. */
  Optional<String> link() {
    return text(Names.LINK).or(() -> links().values().stream().findFirst());
  }

  /** {@code links}: objects with {@code href} or {@code url} and {@code text}, or addresses. */
  private Map<String, String> links() {
    Map<String, String> links = new LinkedHashMap<>();
    if (object.get("links") instanceof List<?> list) {
      for (Object link : list) {
        String number = Integer.toString(links.size() + 1);
        if (link instanceof Map<?, ?> map) {
          Object url = map.containsKey("href") ? map.get("href") : map.get("url");
          Object text = map.containsKey("text") ? map.get("text") : map.get("title");
          if (url != null && isPlain(url)) {
            links.putIfAbsent(text == null ? number : MappedText.of(text), MappedText.of(url));
          }
        } else if (link instanceof String url) {
          links.put(number, url);
        }
      }
    }
    return links;
  }

  private static boolean isPlain(Object value) {
    return value != null
        && !(value instanceof Map)
        && !(value instanceof List)
        && !CelJson.isNull(value);
  }
}
