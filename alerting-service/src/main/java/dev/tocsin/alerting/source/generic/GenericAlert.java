package dev.tocsin.alerting.source.generic;

import dev.tocsin.alerting.alert.Fingerprint;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.SignalBuilder;
import dev.tocsin.alerting.source.generic.GenericSource.Read;
import dev.tocsin.alerting.source.generic.GenericSource.Trial;
import dev.tocsin.alerting.source.mapping.Mapping.Found;
import dev.tocsin.platform.error.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One alert of a payload: what the mapping found of it, and for the rest the documented names. */
final class GenericAlert {

  private static final Found NOTHING = new Found(Map.of(), List.of());

  private final Fields fields;
  private final Found found;
  private final String place;
  private final Reading reading;
  private final SignalBuilder builder;
  private final boolean isObject;

  GenericAlert(Object payload, Object alert, String place, Reading reading) {
    this.fields = Fields.of(alert);
    this.found = reading.mapping().map(mapping -> mapping.find(payload, alert)).orElse(NOTHING);
    this.place = place;
    this.reading = reading;
    this.builder = new SignalBuilder(reading.limits());
    this.isObject = alert instanceof Map;
  }

  void read(Trial trial) {
    for (Violation problem : found.problems()) {
      String field = "mapping." + problem.field();
      builder.remark(field + ": " + problem.message());
      trial
          .problems()
          .add(new Violation(field, problem.message(), problem.line(), problem.column()));
    }
    trial.read().add(read());
  }

  private Read read() {
    Optional<String> title = part("title").or(fields::title);
    if (title.isEmpty() && reading.mapping().isEmpty()) {
      return new Read.Refused(
          new Violation(
              place + "title",
              isObject
                  ? "is missing: send a title, or write a mapping that says what this payload means"
                  : "is missing: an alert is a JSON object"));
    }
    String state = part("state").or(() -> fields.text(Names.STATE)).orElse("");
    String named = title.orElse("Alert without a title");
    if (title.isEmpty()) {
      builder.remark("neither the mapping nor the payload gives a title");
    }
    return switch (StateWords.of(state)) {
      case NEITHER ->
          new Read.Ignored("'" + shown(named) + "' is '" + shown(state) + "': nobody is paged");
      case OVER -> taken(named, false);
      case FIRING -> taken(named, true);
      case UNKNOWN -> {
        if (!state.isBlank()) {
          builder.remark("state '" + shown(state) + "' is unknown: taken as firing");
        }
        yield taken(named, true);
      }
    };
  }

  private Read taken(String title, boolean firing) {
    Map<String, String> labels = found.labels();
    fields.labels().forEach(labels::putIfAbsent);
    String key = part("key").or(() -> fields.text(Names.KEY)).orElse("");
    Signal signal =
        builder.build(
            firing,
            fingerprint(key, title, labels),
            title,
            builder.severity(part("severity").or(() -> fields.text(Names.SEVERITY)).orElse(null)),
            labels,
            annotations(),
            part("source_url").or(fields::link).orElse(""),
            builder.time(
                "starts_at", part("starts_at").or(() -> fields.text(Names.START)).orElse(null)),
            null);
    return new Read.Taken(signal, key);
  }

  private Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    part("description").ifPresent(text -> annotations.put("description", text));
    if (reading.mapping().isEmpty()) {
      fields.annotations().forEach(annotations::putIfAbsent);
    } else {
      fields
          .text(Names.DESCRIPTION)
          .ifPresent(text -> annotations.putIfAbsent("description", text));
    }
    return annotations;
  }

  /**
   * Keys of two integrations have nothing to do with one another: the integration's last digits
   * stand in front. Without a key the title and the labels make one.
   */
  private String fingerprint(String key, String title, Map<String, String> labels) {
    String id = reading.integration().toString();
    String own = id.substring(id.length() - 8);
    if (!key.isBlank()) {
      return own + ":" + key.strip();
    }
    if (!found.values().isEmpty()) {
      builder.remark("neither the mapping nor the payload gives a key: made of title and labels");
    }
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put("", title);
    return own + ":" + Fingerprint.ofLabels(all);
  }

  private Optional<String> part(String name) {
    return found.text(name).filter(text -> !text.isBlank());
  }

  private static String shown(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
