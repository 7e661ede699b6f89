package dev.tocsin.identity.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How passwords are hashed. */
@ConfigMapping(prefix = "tocsin.password")
public interface PasswordConfig {

  /** Base-2 logarithm of bcrypt's rounds; each step doubles the time of a sign-in. */
  @WithDefault("11")
  int bcryptCost();

  /** Threads that hash; more than the processors has no use. */
  @WithDefault("2")
  int threads();

  /** Hashes that may wait; beyond that a sign-in is refused and told to come back. */
  @WithDefault("100")
  int queue();
}
