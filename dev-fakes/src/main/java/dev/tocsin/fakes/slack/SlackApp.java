package dev.tocsin.fakes.slack;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An app installed in the workspace. Each of several tenants has its own.
 *
 * @param name its name as people see it; also makes its ids
 * @param botToken the token its calls bear
 * @param signingSecret what the interactions sent to it are signed with
 * @param requestUrl where presses go (Slack's "Interactivity Request URL"), or null when not set up
 * @param scopes what its token may do
 * @param commandUrl where {@code /tocsin} goes (the slash command's "Request URL"), or null when
 *     the app has no command
 * @param eventsUrl where mentions go (Slack's "Event Subscriptions"), or null when not set up
 */
public record SlackApp(
    String name,
    String botToken,
    String signingSecret,
    @Nullable String requestUrl,
    Set<String> scopes,
    @Nullable String commandUrl,
    @Nullable String eventsUrl) {

  /** The scopes that each implemented method together needs. */
  public static final Set<String> ALL_SCOPES =
      Set.of(
          "app_mentions:read",
          "chat:write",
          "commands",
          "channels:read",
          "channels:history",
          "im:write",
          "im:history",
          "users:read",
          "users:read.email");

  public SlackApp {
    scopes = Set.copyOf(scopes);
    if (!botToken.startsWith("xoxb-")) {
      throw new IllegalArgumentException(
          "a bot token starts with xoxb-, not '" + botToken + "': choose another");
    }
  }

  public static SlackApp of(
      String name, String botToken, String signingSecret, @Nullable String requestUrl) {
    return new SlackApp(name, botToken, signingSecret, requestUrl, ALL_SCOPES, null, null);
  }

  public SlackApp sendingPressesTo(String url) {
    return new SlackApp(name, botToken, signingSecret, url, scopes, commandUrl, eventsUrl);
  }

  public SlackApp sendingCommandsTo(String url) {
    return new SlackApp(name, botToken, signingSecret, requestUrl, scopes, url, eventsUrl);
  }

  public SlackApp sendingEventsTo(String url) {
    return new SlackApp(name, botToken, signingSecret, requestUrl, scopes, commandUrl, url);
  }

  public String appId() {
    return "A" + suffix();
  }

  public String botId() {
    return "B" + suffix();
  }

  public String botUserId() {
    return "UB" + suffix();
  }

  private String suffix() {
    String hash = Integer.toUnsignedString(botToken.hashCode(), 36).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, 8 - hash.length())) + hash;
  }
}
