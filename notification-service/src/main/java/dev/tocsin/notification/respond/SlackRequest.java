package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.ConfiguredChannel;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that Slack has signed.
 *
 * @param tenant whose channel it is
 * @param timestamp when Slack signed it, in seconds since 1970: signed with the body
 * @param body as it came
 */
record SlackRequest(UUID tenant, ConfiguredChannel channel, String timestamp, byte[] body) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SlackRequest it
        && tenant.equals(it.tenant)
        && channel.equals(it.channel)
        && timestamp.equals(it.timestamp)
        && Arrays.equals(body, it.body);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(body);
  }
}
