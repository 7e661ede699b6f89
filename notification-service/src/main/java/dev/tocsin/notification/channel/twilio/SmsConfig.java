package dev.tocsin.notification.channel.twilio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Text messages. */
@ConfigMapping(prefix = "tocsin.sms")
public interface SmsConfig {

  /**
   * Segments that a text message may take, 1 to 10: each is billed, and is 160 characters of the
   * GSM alphabet or 70 of any other (153 and 67 when there are several).
   */
  @WithDefault("2")
  int maxSegments();
}
