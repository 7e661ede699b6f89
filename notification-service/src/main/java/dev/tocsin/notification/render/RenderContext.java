package dev.tocsin.notification.render;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What templates may use: what the caller knows of the alert, cleaned, and what follows from it.
 * The keys are listed in {@code docs/templates.md}.
 */
@Singleton
public class RenderContext {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm zzz", Locale.ENGLISH);
  private static final List<String> PLACES =
      List.of(
          "instance",
          "host",
          "pod",
          "service",
          "job",
          "app",
          "namespace",
          "cluster",
          "region",
          "env",
          "environment");
  private static final Set<String> NO_KEY_LABELS = Set.of("alertname", "severity");
  private static final int KEY_LABELS = 8;
  private static final int BRIEF_ITEMS = 40;
  private static final int BRIEF_LIST = 10;
  private static final int BRIEF_TEXT = 300;

  private final RenderLimits limits;

  /** Cleans within these limits. */
  @Inject
  public RenderContext(RenderLimits limits) {
    this.limits = limits;
  }

  /** The caller's values without anything that could do harm when stored or shown. */
  public Map<String, Object> clean(Map<?, ?> values) {
    return new CleanValues(limits).clean(values);
  }

  /**
   * The values with what follows from them: labels of the severity, the places, the times as text,
   * flags for the event.
   *
   * @param values as {@link #clean} gave them
   * @param event what the message is about
   * @param at when that happened
   * @param answerLink link that acknowledges without a login; empty for none
   * @param possibleRepeat whether an earlier attempt may have arrived
   */
  public Map<String, Object> complete(
      Map<String, Object> values,
      EventKind event,
      Instant at,
      String answerLink,
      boolean possibleRepeat) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    DateTimeFormatter when = WHEN.withZone(zone(map(values.get("user"))));
    Map<String, Object> alert = new LinkedHashMap<>(map(values.get("alert")));
    String severity = severity(text(alert.get("severity")));
    alert.put("severity", severity);
    alert.put("severity_label", severity.toUpperCase(Locale.ROOT));
    alert.put("severity_emoji", emoji(severity));
    alert.put("severity_color", color(severity));
    if (text(alert.get("title")).isEmpty()) {
      alert.put("title", "Alert without a title");
    }
    alert.put("description", description(map(alert.get("annotations"))));
    alert.put("label_list", labels(alert));
    alert.put("key_labels", keyLabels(alert));
    alert.put("where", where(map(alert.get("labels"))));
    moment(text(alert.get("start_time")))
        .ifPresent(
            start -> {
              alert.put("start_text", when.format(start));
              alert.put("start_unix", start.getEpochSecond());
            });
    all.put("alert", alert);
    all.put("event", event.code());
    all.put("event_text", when.format(at));
    all.put("event_unix", at.getEpochSecond());
    all.put("event_time", at.truncatedTo(ChronoUnit.SECONDS).toString());
    for (EventKind kind : EventKind.values()) {
      all.put("is_" + kind.code(), kind == event);
    }
    // Handed to others: for those paged before it is as good as acknowledged, but nobody has.
    boolean reassigned =
        event == EventKind.ACKNOWLEDGED && text(values.get("event")).equals("reassigned");
    all.put("is_reassigned", reassigned);
    if (reassigned) {
      all.put("is_acknowledged", false);
    }
    if (event == EventKind.NOTICE) {
      Map<String, Object> notice = new LinkedHashMap<>(map(values.get("notice")));
      notice.putIfAbsent("title", alert.get("title"));
      notice.putIfAbsent("text", alert.get("description"));
      all.put("notice", notice);
    }
    all.put("by", by(map(values.get("actor"))));
    all.put("possible_repeat", possibleRepeat);
    Map<String, Object> links = new LinkedHashMap<>(map(values.get("links")));
    if (!answerLink.isEmpty()) {
      links.put("ack", answerLink);
    }
    all.put("links", links);
    if (map(values.get("group")).get("alert_count") instanceof Number count
        && count.longValue() > 1) {
      all.put("more_alerts", count.longValue() - 1);
    }
    return all;
  }

  /**
   * The same with every value cut short and every list to its first few: what an alert too large
   * for a template's limits is told with.
   */
  public static Map<String, Object> brief(Map<String, Object> context) {
    return map(shortened(context));
  }

  private static Object shortened(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> few = new LinkedHashMap<>();
        map.forEach(
            (key, each) -> {
              if (each != null && few.size() < BRIEF_ITEMS) {
                few.put(String.valueOf(key), shortened(each));
              }
            });
        yield few;
      }
      case List<?> list -> list.stream().limit(BRIEF_LIST).map(RenderContext::shortened).toList();
      case String text when text.codePointCount(0, text.length()) > BRIEF_TEXT ->
          text.substring(0, text.offsetByCodePoints(0, BRIEF_TEXT)) + "…";
      default -> value;
    };
  }

  private static String severity(String given) {
    String name = given.toLowerCase(Locale.ROOT).replaceFirst("^severity_", "");
    return name.isEmpty() || name.equals("unspecified") ? "info" : name;
  }

  private static String emoji(String severity) {
    return switch (severity) {
      case "critical" -> "🔴";
      case "major" -> "🟠";
      case "minor" -> "🟡";
      case "warning" -> "🔵";
      default -> "⚪";
    };
  }

  private static String color(String severity) {
    return switch (severity) {
      case "critical" -> "#c62828";
      case "major" -> "#d84315";
      case "minor" -> "#b26a00";
      case "warning" -> "#1565c0";
      default -> "#546e7a";
    };
  }

  private static String description(Map<String, Object> annotations) {
    return List.of("description", "message", "summary").stream()
        .map(name -> text(annotations.get(name)))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static List<Map<String, Object>> labels(Map<String, Object> alert) {
    List<Map<String, Object>> labels = new ArrayList<>();
    if (alert.get("label_list") instanceof List<?> list) {
      list.forEach(item -> labels.add(map(item)));
    } else {
      map(alert.get("labels"))
          .forEach((name, value) -> labels.add(Map.of("name", name, "value", value)));
    }
    return labels;
  }

  private static List<Map<String, Object>> keyLabels(Map<String, Object> alert) {
    return labels(alert).stream()
        .filter(label -> !NO_KEY_LABELS.contains(text(label.get("name"))))
        .sorted((a, b) -> Integer.compare(rank(text(a.get("name"))), rank(text(b.get("name")))))
        .limit(KEY_LABELS)
        .toList();
  }

  private static int rank(String label) {
    int place = PLACES.indexOf(label);
    return place < 0 ? PLACES.size() : place;
  }

  private static String where(Map<String, Object> labels) {
    return PLACES.stream()
        .map(name -> text(labels.get(name)))
        .filter(value -> !value.isEmpty())
        .distinct()
        .limit(3)
        .collect(Collectors.joining(" · "));
  }

  private static String by(Map<String, Object> actor) {
    String name = text(actor.get("name"));
    if (!name.isEmpty()) {
      return name;
    }
    return switch (text(actor.get("kind"))) {
      case "source" -> "the monitoring tool";
      case "user" -> "a teammate";
      case "key" -> "an API key";
      default -> "Tocsin";
    };
  }

  /** The zone of the person who is told; UTC for channels and people without one. */
  private static ZoneId zone(Map<String, Object> user) {
    try {
      String named = text(user.get("time_zone"));
      return ZoneId.of(named.isEmpty() ? "UTC" : named);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }

  private static java.util.Optional<Instant> moment(String iso) {
    try {
      return iso.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(Instant.parse(iso));
    } catch (DateTimeException e) {
      return java.util.Optional.empty();
    }
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
