package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ProviderMessage;
import dev.tocsin.notification.channel.SendResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an attempt makes of its delivery. */
sealed interface Verdict {

  /** The provider took it. */
  record Sent(ProviderMessage message) implements Verdict {}

  /** Another attempt follows. */
  record Again(String reason, Duration pause) implements Verdict {}

  /** Whether it arrived is looked up first, or unknowable. */
  record OutcomeUnknown(String reason, Duration pause) implements Verdict {}

  /** Given up. */
  record Dead(String reason) implements Verdict {}

  /**
   * Decides.
   *
   * @param tries attempts, this one included
   * @param jitter from 0 to 1: how much of the backoff's upper half is waited
   */
  static Verdict of(SendResult result, int tries, DeliveryConfig config, double jitter) {
    return switch (result) {
      case SendResult.Sent sent -> new Sent(sent.message());
      case SendResult.Refused refused -> new Dead(refused.reason());
      case SendResult.Unknown unknown -> new OutcomeUnknown(unknown.reason(), config.lookUpDelay());
      case SendResult.TryAgain later when tries >= config.maxAttempts() ->
          new Dead("Given up after " + tries + " attempts. The last: " + later.reason());
      case SendResult.TryAgain later ->
          new Again(later.reason(), wait(later.retryAfter(), tries, config, jitter));
    };
  }

  private static Duration wait(
      @Nullable Duration asked, int tries, DeliveryConfig config, double jitter) {
    Duration longest = config.maxBackoff();
    if (asked != null) {
      Duration bounded = asked.compareTo(longest) > 0 ? longest : asked;
      return bounded.plusMillis((long) (jitter * 250));
    }
    double factor = Math.pow(2, Math.min(tries - 1, 30)) * (0.5 + jitter / 2);
    double millis = Math.min(config.firstBackoff().toMillis() * factor, longest.toMillis());
    return Duration.ofMillis((long) millis);
  }
}
