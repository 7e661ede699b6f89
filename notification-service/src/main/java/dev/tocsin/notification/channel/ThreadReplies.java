package dev.tocsin.notification.channel;

import io.smallrye.mutiny.Uni;

/**
 * Answers in a conversation of a provider, below the message that asked. A bean beside its {@link
 * Channel}, without state.
 */
public interface ThreadReplies {

  /** Kind of the channels that it is for. */
  String kind();

  /**
   * Says it once; nothing tells whether it arrived.
   *
   * @param place the provider's name for the conversation
   * @param thread the provider's name for the message that is answered
   * @param text in the provider's markup
   * @return empty when it was said, else why not
   */
  Uni<String> say(ChannelSettings settings, String place, String thread, String text);
}
