package dev.tocsin.platform.test;

import dev.tocsin.platform.embedded.EmbeddedRedis;

/** The Redis of this JVM's tests. */
final class TestRedis {

  /** Shared by all class loaders of the JVM, of which Quarkus makes several. */
  private static final String SHARED = "tocsin.test.shared.redis";

  private TestRedis() {}

  static String url() {
    String given = System.getenv("TOCSIN_TEST_REDIS_URL");
    return given != null ? given : embedded();
  }

  private static String embedded() {
    synchronized (SHARED.intern()) {
      String running = System.getProperty(SHARED);
      if (running != null) {
        return running;
      }
      EmbeddedRedis redis = EmbeddedRedis.throwAway();
      Runtime.getRuntime().addShutdownHook(new Thread(redis::close, "stop-test-redis"));
      System.setProperty(SHARED, redis.url());
      return redis.url();
    }
  }
}
