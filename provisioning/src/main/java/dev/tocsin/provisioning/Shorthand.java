package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code slack} and {@code twilio} at the top of a file: each makes a channel. */
final class Shorthand {
  /** Keys that are the channel's own and not its settings. */
  private static final Set<String> CHANNEL =
      Set.of("name", "default_address", "default", "disabled");

  /** Needed for Slack's socket mode alone, which is not used; files of other tools have it. */
  private static final String APP_TOKEN = "app_token";

  private Shorthand() {}

  static Optional<Item> channel(
      String usualName, String settingsKey, YamlMap.Entry entry, List<Problem> problems) {
    if (!(entry.value() instanceof YamlMap given)) {
      if (!(entry.value() instanceof YamlText text && text.isNull())) {
        problems.add(
            entry
                .place()
                .problem(
                    "`%s` takes a group of keys, not %s"
                        .formatted(entry.key(), entry.value().what())));
      }
      return Optional.empty();
    }
    Map<String, YamlMap.Entry> body = new LinkedHashMap<>();
    Map<String, YamlMap.Entry> settings = new LinkedHashMap<>();
    given
        .entries()
        .forEach(
            (key, value) -> {
              String plain = key.replace('-', '_');
              if (CHANNEL.contains(plain)) {
                body.put(plain, value);
              } else if (!plain.equals(APP_TOKEN)) {
                settings.put(key, value);
              }
            });
    body.putIfAbsent(
        "name",
        new YamlMap.Entry(entry.place(), "name", new YamlText(entry.place(), usualName, false)));
    body.put(
        settingsKey,
        new YamlMap.Entry(entry.place(), settingsKey, new YamlMap(given.place(), settings)));
    String name =
        body.get("name") instanceof YamlMap.Entry named && named.value() instanceof YamlText text
            ? text.text()
            : usualName;
    return Optional.of(
        new Item(Kind.CHANNEL, name, 0, entry.place(), new YamlMap(entry.place(), body)));
  }
}
