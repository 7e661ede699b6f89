package dev.tocsin.fakes.discord;

/**
 * A webhook of a channel.
 *
 * @param id a snowflake
 * @param token the secret half of its address
 * @param channel name of the channel that it posts to
 * @param interactionsUrl where presses of buttons go; empty for an application without an endpoint
 */
public record DiscordWebhook(String id, String token, String channel, String interactionsUrl) {

  public static DiscordWebhook of(String id, String token, String channel) {
    return new DiscordWebhook(id, token, channel, "");
  }
}
