package dev.tocsin.notification.link;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Links in messages. */
@ConfigMapping(prefix = "tocsin.answer-links")
public interface LinkConfig {

  /** How long the link in an e-mail answers its page. */
  @WithDefault("7d")
  Duration validity();
}
