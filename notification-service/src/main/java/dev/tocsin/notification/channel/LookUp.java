package dev.tocsin.notification.channel;

/** Whether a message whose outcome was unknown did arrive. */
public sealed interface LookUp {

  /** It arrived. */
  record Found(ProviderMessage message) implements LookUp {}

  /** It did not. */
  record Absent() implements LookUp {}

  /** The provider cannot tell, or does not now. */
  record Unclear(String reason) implements LookUp {}
}
