package dev.tocsin.alerting.source;

import dev.tocsin.alerting.alert.Signal;
import java.util.List;

/**
 * What a source has taken from a payload.
 *
 * @param signals in the payload's order
 * @param passedOver why entries that are neither a problem nor its end were left out, a sentence
 *     for each
 */
public record Heard(List<Signal> signals, List<String> passedOver) {

  /** Signals and nothing else. */
  public static Heard of(List<Signal> signals) {
    return new Heard(signals, List.of());
  }
}
