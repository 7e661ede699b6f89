package dev.tocsin.notification.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a channel does.
 *
 * @param failures in a row
 * @param openUntil when the next attempt may be made; null when there is no pause
 * @param reason why there is a pause; empty when there is none
 * @param lastError what went wrong last; empty when nothing did
 */
public record ChannelHealth(
    int failures,
    @Nullable Instant openUntil,
    String reason,
    String lastError,
    @Nullable Instant lastErrorAt) {

  /** Of a channel that never failed. */
  public static final ChannelHealth GOOD = new ChannelHealth(0, null, "", "", null);

  /** Whether nothing is tried now. */
  boolean isPaused(Instant now) {
    return openUntil != null && now.isBefore(openUntil);
  }
}
