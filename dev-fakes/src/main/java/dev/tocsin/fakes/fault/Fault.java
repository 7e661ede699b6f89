package dev.tocsin.fakes.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One misbehaviour of one target.
 *
 * @param target the fake: {@code slack}, {@code smtp}, {@code ticket}, {@code webhook}
 * @param status the HTTP status of {@link FaultMode#FAIL}; for SMTP the reply code (below 400 reads
 *     as 451)
 * @param delay how long {@code slow} and {@code hang} wait; for {@code drip} the time per byte
 * @param retryAfter seconds in the {@code Retry-After} header of {@code rate_limit}
 * @param count how many calls it hits before everything is normal again; 0 means until disarmed
 * @param method only this operation ({@code chat.postMessage}; for SMTP {@code connect, ehlo, auth,
 *     mail, rcpt, data, message}), or null for each (SMTP: {@code message})
 * @param match only calls whose path, token, recipients or body contain this text, or null for each
 * @param error for Slack, the error code to answer instead of an HTTP failure
 */
public record Fault(
    String target,
    FaultMode mode,
    int status,
    Duration delay,
    int retryAfter,
    int count,
    @Nullable String method,
    @Nullable String match,
    @Nullable String error) {

  public static Fault of(String target, FaultMode mode) {
    return new Fault(target, mode, 500, usualDelay(mode), 1, 0, null, null, null);
  }

  /** The delay used when none is given: a second for slow, a minute for hang, 50 ms per drip. */
  public static Duration usualDelay(FaultMode mode) {
    return switch (mode) {
      case SLOW -> Duration.ofSeconds(1);
      case HANG -> Duration.ofMinutes(1);
      case DRIP -> Duration.ofMillis(50);
      default -> Duration.ZERO;
    };
  }

  public Fault times(int calls) {
    return new Fault(target, mode, status, delay, retryAfter, calls, method, match, error);
  }

  public Fault lasting(Duration howLong) {
    return new Fault(target, mode, status, howLong, retryAfter, count, method, match, error);
  }

  public Fault answering(int withStatus) {
    return new Fault(target, mode, withStatus, delay, retryAfter, count, method, match, error);
  }

  public Fault saying(String withError) {
    return new Fault(target, mode, status, delay, retryAfter, count, method, match, withError);
  }

  public Fault retryAfter(int seconds) {
    return new Fault(target, mode, status, delay, seconds, count, method, match, error);
  }

  public Fault on(String onlyMethod) {
    return new Fault(target, mode, status, delay, retryAfter, count, onlyMethod, match, error);
  }

  public Fault matching(String onlyText) {
    return new Fault(target, mode, status, delay, retryAfter, count, method, onlyText, error);
  }
}
