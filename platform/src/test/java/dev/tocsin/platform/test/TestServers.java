package dev.tocsin.platform.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * The PostgreSQL and Redis of the tests, and every setting a service needs to run against them:
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(TestServers.class)
 * class …
 * }</pre>
 *
 * <p>They come from {@code TOCSIN_TEST_DB_URL} (with a superuser's name and password in it) and
 * {@code TOCSIN_TEST_REDIS_URL} if set, else they are containers where an engine runs ({@code
 * TOCSIN_TEST_SERVERS=embedded} keeps from that), else embedded ones: one of each per JVM, started
 * at first use and gone with the JVM. Test classes share them, so each test makes its own tenant.
 */
public final class TestServers implements QuarkusTestResourceLifecycleManager {

  /** The operator's key in tests. */
  public static final String OPERATOR_KEY = "test-operator-key-0123456789abcdef";

  private static final String KEY_RING = "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Override
  public Map<String, String> start() {
    return settings();
  }

  @Override
  public void stop() {
    // The servers serve the next test class as well; they end with the JVM.
  }

  /** Starts the servers if need be; the settings that point Tocsin at them. */
  public static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(database().settings());
    settings.put("tocsin.redis.url", TestRedis.url());
    settings.put("quarkus.redis.hosts", TestRedis.url());
    settings.put("tocsin.test.clock", "true");
    settings.put("tocsin.service-secret", "test-service-secret-0123456789abcdef");
    settings.put("tocsin.operator-key", OPERATOR_KEY);
    settings.put("tocsin.keyring", KEY_RING);
    settings.put("tocsin.outbound.allow", "127.0.0.0/8,::1/128");
    settings.put("quarkus.http.test-port", "0");
    return Map.copyOf(settings);
  }

  /** The database, for tests without Quarkus. */
  public static TestDatabase database() {
    return TestDatabase.get();
  }
}
