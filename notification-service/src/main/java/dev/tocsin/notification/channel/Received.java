package dev.tocsin.notification.channel;

import java.util.UUID;
import java.util.function.Function;

/** What a provider's request says. */
public sealed interface Received {

  /** Nothing that anybody has to act on; it is answered as given. */
  record Nothing(CallbackAnswer answer) implements Received {}

  /**
   * Somebody pressed a button of a message.
   *
   * @param group the group of alerts whose message it was
   * @param note who pressed, for the timeline
   * @param words makes the answer that tells the presser what came of it
   */
  record Press(Answer answer, String group, String note, Function<String, CallbackAnswer> words)
      implements Received {}

  /**
   * Somebody wrote back.
   *
   * @param messageId the provider's name for it; the same message is taken once
   * @param address who, as messages to them are addressed
   * @param words makes the answer that tells them what came of it
   */
  record Reply(
      String messageId, String address, String text, Function<String, CallbackAnswer> words)
      implements Received {}

  /**
   * Somebody wants no more messages of this channel, or wants them again.
   *
   * @param messageId the provider's name for it; the same message is taken once
   * @param address who, as messages to them are addressed
   */
  record Consent(String messageId, String address, boolean optedOut, CallbackAnswer answer)
      implements Received {}

  /**
   * What became of a message that the provider took.
   *
   * @param delivery our name for it
   * @param messageId the provider's name for it
   * @param reason why it failed, with the provider's code; empty when it did not
   * @param fault what that says about the address
   * @param answer what the provider is answered
   */
  record Report(
      UUID delivery,
      String messageId,
      Receipt receipt,
      String reason,
      AddressFault fault,
      CallbackAnswer answer)
      implements Received {}
}
