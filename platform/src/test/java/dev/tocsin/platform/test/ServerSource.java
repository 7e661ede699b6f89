package dev.tocsin.platform.test;

import org.jspecify.annotations.Nullable;

/** Where a server of the tests comes from. The only place that decides it. */
sealed interface ServerSource {

  /** The environment names a running one. */
  record Given(String url) implements ServerSource {}

  /** A container engine runs: one of its own for this JVM, of this image. */
  record Container(String image) implements ServerSource {}

  /** The one that comes with the build. */
  record Embedded(String why) implements ServerSource {}

  /** What is asked of a container engine. */
  interface Engine {

    /** Does it answer? Quickly, and without a word where there is none. */
    boolean runs();

    /** Is the image there, or could it be fetched now? */
    boolean has(String image);
  }

  /**
   * Decides.
   *
   * @param url of a server that the environment names, if any
   * @param wanted {@code TOCSIN_TEST_SERVERS}: {@code embedded} asks no engine
   * @param image a fixed version, which the embedded server is also of
   */
  static ServerSource choose(
      @Nullable String url, @Nullable String wanted, Engine engine, String image) {
    if (url != null && !url.isBlank()) {
      return new Given(url);
    }
    if ("embedded".equals(wanted)) {
      return new Embedded("TOCSIN_TEST_SERVERS says so");
    }
    if (!engine.runs()) {
      return new Embedded("no container engine answers");
    }
    return engine.has(image)
        ? new Container(image)
        : new Embedded("the container engine has no " + image + " and cannot fetch it");
  }

  /** Decides for this machine. */
  static ServerSource choose(String variable, String image) {
    return choose(
        System.getenv(variable),
        System.getenv("TOCSIN_TEST_SERVERS"),
        ContainerEngine.ofThisMachine(),
        image);
  }
}
