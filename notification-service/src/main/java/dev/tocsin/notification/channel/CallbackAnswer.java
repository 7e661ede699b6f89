package dev.tocsin.notification.channel;

/** What a provider's request is answered with. */
public record CallbackAnswer(int status, String contentType, String body) {

  /** Taken, with nothing to say. */
  public static final CallbackAnswer EMPTY = new CallbackAnswer(204, "", "");
}
