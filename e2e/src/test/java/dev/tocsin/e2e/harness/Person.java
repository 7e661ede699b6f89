package dev.tocsin.e2e.harness;

/**
 * Somebody in a tenant.
 *
 * @param name for example {@code Ada}
 * @param id user id
 * @param phone a number of this person's own, which is no contact method from the start
 */
public record Person(String name, String id, String slackId, String email, String phone) {
  /** Where a message on a channel finds this person. */
  String address(String channel) {
    return switch (channel) {
      case "slack" -> slackId;
      case "sms" -> phone;
      default -> email;
    };
  }
}
