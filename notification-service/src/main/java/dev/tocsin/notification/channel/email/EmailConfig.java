package dev.tocsin.notification.channel.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the conversation with a mail server. */
@ConfigMapping(prefix = "tocsin.email")
public interface EmailConfig {

  /** Time to connect. */
  @WithDefault("5s")
  Duration connectTimeout();

  /**
   * Time for the whole conversation, from connecting to the server's word that it took the message.
   */
  @WithDefault("20s")
  Duration timeout();
}
