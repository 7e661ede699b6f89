package dev.tocsin.notification.channel;

import dev.tocsin.platform.outbound.OutboundResponse;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What HTTP answers mean to a sender, for every provider alike. */
public final class HttpAnswers {

  private static final Duration USUAL_WAIT = Duration.ofSeconds(30);

  private HttpAnswers() {}

  /**
   * What became of a message that was posted.
   *
   * @param provider its name in reasons, for example {@code Discord}
   * @param usual reads every answer but 429 and 503, which ask to come back later
   */
  public static SendResult read(
      String provider, OutboundResponse response, Function<Answered, SendResult> usual) {
    return switch (response) {
      case OutboundResponse.NotSent no when no.forbidden() ->
          new SendResult.Refused(provider + " cannot be reached: " + no.reason());
      case OutboundResponse.NotSent no ->
          new SendResult.TryAgain(provider + " was not reached: " + no.reason(), null);
      case OutboundResponse.Unanswered none ->
          new SendResult.Unknown(provider + " did not answer: " + none.reason());
      case Answered answer when answer.status() == 429 ->
          new SendResult.TryAgain(
              provider + " asks to wait (rate limit)", retryAfter(answer).orElse(USUAL_WAIT));
      case Answered answer when answer.status() == 503 ->
          new SendResult.TryAgain(
              provider + " is not available (HTTP 503)", waiting(retryAfter(answer)));
      case Answered answer -> usual.apply(answer);
    };
  }

  private static @Nullable Duration waiting(Optional<Duration> asked) {
    return asked.orElse(null);
  }

  /**
   * The header {@code Retry-After} (RFC 9110): seconds, also with a fraction, or a date, which is
   * read by the answer's own {@code Date}. Empty when there is none that can be read.
   */
  public static Optional<Duration> retryAfter(Answered answer) {
    String value = answer.header("Retry-After").orElse("").strip();
    if (value.matches("[0-9]{1,7}(\\.[0-9]{1,9})?")) {
      return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000)));
    }
    try {
      Duration wait = Duration.between(date(answer.header("Date").orElse("")), date(value));
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZonedDateTime date(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
  }
}
