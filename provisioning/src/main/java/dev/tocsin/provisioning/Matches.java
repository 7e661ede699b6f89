package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.YamlList;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.platform.yaml.YamlValue;
import dev.tocsin.proto.alerting.v1.QuietHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions and quiet hours of routes as people write them. */
final class Matches {
  private static final Pattern HOURS =
      Pattern.compile(
          "\\s*(\\d\\d:\\d\\d)\\s*-\\s*(\\d\\d:\\d\\d)(?:\\s+([A-Za-z_+/-]+[0-9]*))?\\s*");

  /** What the contract takes for no zone, and gives back. */
  private static final String USUAL_ZONE = "UTC";

  private Matches() {}

  /**
   * A condition: CEL as it is, or a map from labels to what they must be; {@code severity} and
   * {@code source} are the alert's own. A list means one of, a text that begins with {@code ~} is a
   * regular expression.
   */
  static Optional<String> condition(Body body, YamlValue match) {
    switch (match) {
      case YamlText cel -> {
        return Optional.of(cel.text());
      }
      case YamlList list -> {
        body.problem(list.place(), "`match` takes CEL, or labels with their values, not a list");
        return Optional.empty();
      }
      case YamlMap labels -> {
        List<String> all = new ArrayList<>();
        for (YamlMap.Entry label : labels.entries().values()) {
          test(body, label).ifPresent(all::add);
        }
        return Optional.of(String.join(" && ", all));
      }
    }
  }

  private static Optional<String> test(Body body, YamlMap.Entry label) {
    String variable =
        label.key().equals("severity") || label.key().equals("source")
            ? label.key()
            : "labels[" + quoted(label.key()) + "]";
    switch (label.value()) {
      case YamlText text when text.text().startsWith("~") -> {
        return Optional.of(variable + ".matches(" + quoted(text.text().substring(1).strip()) + ")");
      }
      case YamlText text -> {
        return Optional.of(variable + " == " + quoted(text.text()));
      }
      case YamlList list when list.items().stream().allMatch(YamlText.class::isInstance) -> {
        List<String> words =
            list.items().stream().map(item -> quoted(((YamlText) item).text())).toList();
        return Optional.of(variable + " in [" + String.join(", ", words) + "]");
      }
      default -> {
        body.problem(
            label.value().place(),
            "`%s` takes a text or a list of texts, not %s"
                .formatted(label.key(), label.value().what()));
        return Optional.empty();
      }
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  /** {@code 22:00-07:00 Europe/Vienna}, or the contract's fields. */
  static Optional<QuietHours> quietHours(Body body, YamlValue value) {
    switch (value) {
      case YamlMap map -> {
        QuietHours.Builder hours = QuietHours.newBuilder().setTimeZone(USUAL_ZONE);
        Body within = body.within(map);
        within.text("timezone").ifPresent(zone -> hours.setTimeZone(zone.text()));
        Fields.write(within, hours);
        return Optional.of(hours.build());
      }
      case YamlText text -> {
        Matcher found = HOURS.matcher(text.text());
        if (found.matches()) {
          return Optional.of(
              QuietHours.newBuilder()
                  .setStart(found.group(1))
                  .setEnd(found.group(2))
                  .setTimeZone(found.group(3) == null ? USUAL_ZONE : found.group(3))
                  .build());
        }
      }
      case YamlList list -> {}
    }
    body.problem(
        value.place(),
        "`suppress_hours` takes hours as 22:00-07:00 Europe/Vienna, or start, end, weekdays and"
            + " time_zone, not "
            + (value instanceof YamlText text ? text.quoted() : value.what()));
    return Optional.empty();
  }
}
