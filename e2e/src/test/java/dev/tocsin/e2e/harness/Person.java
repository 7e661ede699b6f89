package dev.tocsin.e2e.harness;

/**
 * Somebody in a tenant.
 *
 * @param name for example {@code Ada}
 * @param id user id
 */
public record Person(String name, String id, String slackId, String email) {
  /** Where a message on a channel finds this person. */
  String address(String channel) {
    return channel.equals("slack") ? slackId : email;
  }
}
