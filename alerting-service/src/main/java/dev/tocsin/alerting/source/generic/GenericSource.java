package dev.tocsin.alerting.source.generic;

import com.fasterxml.jackson.core.JsonParser;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.PayloadJson;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.TooManyAlerts;
import dev.tocsin.alerting.source.mapping.Mapping;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the documented JSON (docs/sources/generic.md), and with a mapping any JSON: what a mapping
 * leaves open is read by the documented names.
 */
@Singleton
public class GenericSource implements InboundSource {

  @Override
  public String name() {
    return "generic";
  }

  @Override
  public boolean takesForms() {
    return true;
  }

  @Override
  public Heard read(JsonParser json, Reading reading) throws IOException {
    return heard(trial(PayloadJson.tree(json), reading));
  }

  /**
   * The same with every problem that the mapping had, for somebody who is writing one.
   *
   * @param payload as {@link PayloadJson#tree} gives it
   */
  public Trial trial(Object payload, Reading reading) {
    List<Object> alerts = alerts(payload, reading);
    if (alerts.size() > reading.limits().alertsPerPayload()) {
      throw new TooManyAlerts(reading.limits().alertsPerPayload());
    }
    Trial trial = new Trial(new ArrayList<>(alerts.size()), new ArrayList<>(0));
    for (int i = 0; i < alerts.size(); i++) {
      String place = payload == alerts.get(i) ? "" : "alerts[" + i + "].";
      new GenericAlert(payload, alerts.get(i), place, reading).read(trial);
    }
    return trial;
  }

  private static Heard heard(Trial trial) {
    List<Signal> signals = new ArrayList<>(trial.read().size());
    List<String> passedOver = new ArrayList<>(0);
    List<Violation> refused = new ArrayList<>(0);
    for (Read read : trial.read()) {
      switch (read) {
        case Read.Taken taken -> signals.add(taken.signal());
        case Read.Ignored ignored -> passedOver.add(ignored.why());
        case Read.Refused wrong -> refused.add(wrong.violation());
      }
    }
    if (signals.isEmpty() && passedOver.isEmpty() && !refused.isEmpty()) {
      throw new Invalid(refused.subList(0, Math.min(refused.size(), 10)));
    }
    // The good ones of a list are not lost for the sake of a bad one.
    refused.forEach(wrong -> passedOver.add(wrong.field() + " " + wrong.message()));
    return new Heard(signals, passedOver);
  }

  private static List<Object> alerts(Object payload, Reading reading) {
    Optional<Mapping> mapping = reading.mapping().filter(Mapping::manyAlerts);
    if (mapping.isPresent()) {
      Mapping.Listed listed = mapping.get().alerts(payload);
      listed
          .problem()
          .ifPresent(
              problem -> {
                throw new Invalid(
                    List.of(
                        new Violation(
                            "mapping." + problem.field(),
                            problem.message(),
                            problem.line(),
                            problem.column())));
              });
      return listed.alerts();
    }
    return switch (payload) {
      case List<?> list -> List.copyOf(list);
      case Map<?, ?> map
          when reading.mapping().isEmpty()
              && map.get("alerts") instanceof List<?> l
              && l.stream().allMatch(Map.class::isInstance) ->
          List.copyOf(l);
      case Map<?, ?> map -> List.of(map);
      default ->
          throw Invalid.request("a generic payload is a JSON object, an alert, or a list of them");
    };
  }

  /** What became of each alert of a payload, and what a mapping could not evaluate. */
  public record Trial(List<Read> read, List<Violation> problems) {}

  /** What became of one alert. */
  public sealed interface Read {

    /**
     * It is a signal.
     *
     * @param key what was taken for its key; empty when there was none
     */
    record Taken(Signal signal, String key) implements Read {}

    /** It is neither a problem nor its end. */
    record Ignored(String why) implements Read {}

    /** It is no alert. */
    record Refused(Violation violation) implements Read {}
  }
}
