package dev.tocsin.notification.channel;

/**
 * What a provider sends to us on its own: presses of buttons, replies, receipts. A bean beside its
 * {@link Channel}, without state; {@code respond} receives the request, finds the configured
 * channel and does what came.
 */
public interface Callbacks {

  /** Kind of the channels whose provider calls. */
  String kind();

  /** Route of the requests up to the id of the channel, with a slash at its end. */
  String path();

  /**
   * Checks that the provider sent it, then reads it.
   *
   * @throws dev.tocsin.platform.error.Unauthenticated when it is not the provider's; nothing of the
   *     body has been read then but what the signature needs
   * @throws dev.tocsin.platform.error.Invalid when it is not what the provider sends
   */
  Received read(CallbackRequest request, ChannelSettings settings);
}
