package dev.tocsin.notification.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt. Reasons are in plain words and hold no secret and nobody's address.
 */
public sealed interface SendResult {

  /**
   * The provider took it.
   *
   * @param segments of a text message, which is what is paid for; 0 for others
   */
  record Sent(ProviderMessage message, int segments) implements SendResult {

    /** One that has no segments. */
    public Sent(ProviderMessage message) {
      this(message, 0);
    }
  }

  /**
   * The provider refused it for good: trying again cannot help until somebody changes something.
   *
   * @param fault what that says about the address
   */
  record Refused(String reason, AddressFault fault) implements SendResult {

    /** A refusal that says nothing about the address. */
    public Refused(String reason) {
      this(reason, AddressFault.NONE);
    }
  }

  /**
   * It did not arrive, and trying again may help.
   *
   * @param retryAfter how long the provider asked us to wait; null when it did not
   */
  record TryAgain(String reason, @Nullable Duration retryAfter) implements SendResult {}

  /** It may have arrived: the request left and no usable answer came. */
  record Unknown(String reason) implements SendResult {}
}
