package dev.tocsin.notification.channel;

/**
 * A message as its provider names it.
 *
 * @param id the provider's name for it, for example Slack's {@code ts}
 * @param place where it lies, for example Slack's id of the conversation; empty where the id says
 *     enough
 */
public record ProviderMessage(String id, String place) {}
