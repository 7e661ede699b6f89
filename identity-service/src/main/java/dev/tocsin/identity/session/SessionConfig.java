package dev.tocsin.identity.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions and their keys live, and how often a sign-in may fail. */
@ConfigMapping(prefix = "tocsin.session")
public interface SessionConfig {

  /** Life of an access token. A deactivated person's last one works until it ends. */
  @WithDefault("PT10M")
  Duration accessLife();

  /** A session that is not refreshed for this long ends. */
  @WithDefault("P14D")
  Duration refreshLife();

  /**
   * A refresh token may be exchanged again this long after its first exchange; later it ends its
   * session. For tabs that refresh at once and answers that get lost; zero allows none.
   */
  @WithDefault("PT30S")
  Duration refreshGrace();

  /** A session ends this long after sign-in, however often it is refreshed. */
  @WithDefault("P90D")
  Duration longest();

  /** A signing key signs for this long; then a new one is made. */
  @WithDefault("P90D")
  Duration signingKeyLife();

  /** Failed sign-ins to one account from one address within the window. */
  @WithDefault("5")
  int attemptsPerAccount();

  /** Failed sign-ins from one address within the window, whatever the account. */
  @WithDefault("60")
  int attemptsPerAddress();

  /** The window; it begins with the first attempt counted. */
  @WithDefault("PT5M")
  Duration attemptWindow();
}
