package dev.tocsin.platform.test;

import java.time.Duration;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The servers of the tests as containers, which Testcontainers removes when the JVM ends. Asked for
 * only where a container engine runs.
 */
final class Containers {

  private static final Duration START = Duration.ofMinutes(3);
  private static final String PASSWORD = "test-superuser-password";

  private Containers() {}

  /** Starts PostgreSQL; its URL with a superuser's name and password. */
  static String postgres(String image) {
    GenericContainer<?> server =
        started(
            image,
            5432,
            Map.of(
                "POSTGRES_USER", "tocsin_admin",
                "POSTGRES_PASSWORD", PASSWORD,
                "POSTGRES_DB", "tocsin"),
            // The image starts the server once to set itself up, and then in earnest.
            ".*database system is ready to accept connections.*\\s",
            2,
            "postgres",
            "-c",
            "max_connections=100",
            "-c",
            "fsync=off",
            "-c",
            "synchronous_commit=off",
            "-c",
            "timezone=UTC");
    return "postgresql://tocsin_admin:%s@%s:%d/tocsin"
        .formatted(PASSWORD, server.getHost(), server.getMappedPort(5432));
  }

  /** Starts Redis; its URL. */
  static String redis(String image) {
    GenericContainer<?> server =
        started(
            image,
            6379,
            Map.of(),
            ".*Ready to accept connections.*\\s",
            1,
            "redis-server",
            "--requirepass",
            PASSWORD,
            "--save",
            "");
    return "redis://:%s@%s:%d".formatted(PASSWORD, server.getHost(), server.getMappedPort(6379));
  }

  @SuppressWarnings("resource") // ends with the JVM, as all its tests' servers do
  private static GenericContainer<?> started(
      String image,
      int port,
      Map<String, String> environment,
      String ready,
      int times,
      String... command) {
    GenericContainer<?> server =
        new GenericContainer<>(DockerImageName.parse(image))
            .withExposedPorts(port)
            .withEnv(environment)
            .withCommand(command)
            .waitingFor(Wait.forLogMessage(ready, times).withStartupTimeout(START));
    server.start();
    return server;
  }
}
