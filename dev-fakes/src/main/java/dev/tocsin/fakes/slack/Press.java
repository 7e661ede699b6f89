package dev.tocsin.fakes.slack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A person presses a button.
 *
 * @param channel where the message is: an id, a channel's name or a person; empty when the ts says
 *     enough
 * @param ts the message's
 * @param blockId the button's block, or empty when the action id says enough
 * @param user who presses, by id; empty for whoever reads the message
 * @param option the value chosen in a menu, or empty for a button
 * @param tamper what is wrong with the request that the app gets, to test that it notices
 * @param age how old the request's timestamp is
 */
public record Press(
    String channel,
    String ts,
    String blockId,
    String actionId,
    String user,
    String option,
    @Nullable Tamper tamper,
    Duration age) {

  /** A flaw in the signed request. */
  public enum Tamper {
    /** The signature is made with another secret. */
    SIGNATURE,
    /** A byte of the body changes after signing. */
    BODY,
    /** The signature header is missing. */
    UNSIGNED
  }

  public static Press of(String channel, String ts, String actionId) {
    return new Press(channel, ts, "", actionId, "", "", null, Duration.ZERO);
  }

  public Press by(String userId) {
    return new Press(channel, ts, blockId, actionId, userId, option, tamper, age);
  }

  public Press tampered(Tamper how) {
    return new Press(channel, ts, blockId, actionId, user, option, how, age);
  }

  public Press aged(Duration old) {
    return new Press(channel, ts, blockId, actionId, user, option, tamper, old);
  }
}
