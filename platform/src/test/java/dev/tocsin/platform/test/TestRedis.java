package dev.tocsin.platform.test;

import dev.tocsin.platform.embedded.EmbeddedRedis;

/** The Redis of this JVM's tests. */
final class TestRedis {

  /** The oldest version that is supported, which is embedded as well. */
  private static final String IMAGE = "redis:6.2.19";

  /** Shared by all class loaders of the JVM, of which Quarkus makes several. */
  private static final String SHARED = "tocsin.test.shared.redis";

  private TestRedis() {}

  static String url() {
    synchronized (SHARED.intern()) {
      String running = System.getProperty(SHARED);
      if (running != null) {
        return running;
      }
      String chosen =
          switch (ServerSource.choose("TOCSIN_TEST_REDIS_URL", IMAGE)) {
            case ServerSource.Given(String url) -> url;
            case ServerSource.Container(String image) -> Containers.redis(image);
            case ServerSource.Embedded embedded -> embedded();
          };
      System.setProperty(SHARED, chosen);
      return chosen;
    }
  }

  private static String embedded() {
    EmbeddedRedis redis = EmbeddedRedis.throwAway();
    Runtime.getRuntime().addShutdownHook(new Thread(redis::close, "stop-test-redis"));
    return redis.url();
  }
}
