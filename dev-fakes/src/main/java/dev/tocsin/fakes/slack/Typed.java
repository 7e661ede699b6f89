package dev.tocsin.fakes.slack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a person types: after the app's slash command, or after a mention of the app.
 *
 * @param botToken the app's; empty when there is only one app
 * @param channel where it is typed: an id or a channel's name
 * @param user who types, by id
 * @param text the words; {@code @name} of a member and {@code #name} of a channel reach the app as
 *     ids, as Slack does it
 * @param tamper what is wrong with the request that the app gets, to test that it notices
 * @param age how old the request's timestamp is
 * @param eventId of a mention, to send the same one again; empty for a new one
 */
public record Typed(
    String botToken,
    String channel,
    String user,
    String text,
    Press.@Nullable Tamper tamper,
    Duration age,
    String eventId) {

  public static Typed of(String botToken, String channel, String user, String text) {
    return new Typed(botToken, channel, user, text, null, Duration.ZERO, "");
  }

  public Typed tampered(Press.Tamper how) {
    return new Typed(botToken, channel, user, text, how, age, eventId);
  }

  public Typed aged(Duration old) {
    return new Typed(botToken, channel, user, text, tamper, old, eventId);
  }

  public Typed asEvent(String id) {
    return new Typed(botToken, channel, user, text, tamper, age, id);
  }
}
