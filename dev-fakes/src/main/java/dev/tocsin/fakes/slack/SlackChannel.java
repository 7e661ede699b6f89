package dev.tocsin.fakes.slack;

/**
 * A public channel.
 *
 * @param id {@code C…}
 * @param name without the leading #
 * @param botsInvited whether apps are in it; posting to one where they are not is {@code
 *     not_in_channel}
 * @param archived whether posting is {@code is_archived}
 */
public record SlackChannel(String id, String name, boolean botsInvited, boolean archived) {

  public static SlackChannel open(String id, String name) {
    return new SlackChannel(id, name, true, false);
  }
}
