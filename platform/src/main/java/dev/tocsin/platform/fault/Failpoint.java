package dev.tocsin.platform.fault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Kills the process where a test says so, as {@code kill -9} would: no shutdown hook runs.
 *
 * <p>The system property {@code tocsin.failpoint} or the environment variable {@code
 * TOCSIN_FAILPOINT} names the place, and after a colon the hit at which to die: {@code
 * step.after_claim:3}. A test can also arm one later through {@link FailpointControl}. Without one
 * a hit costs one read and one comparison.
 */
public final class Failpoint {

  /** Exit status of a process that died here: that of SIGKILL. */
  public static final int EXIT_STATUS = 137;

  private static volatile @Nullable Failpoint armed =
      parse(
              Optional.ofNullable(System.getProperty("tocsin.failpoint"))
                  .or(() -> Optional.ofNullable(System.getenv("TOCSIN_FAILPOINT")))
                  .orElse(""))
          .orElse(null);

  private final String name;
  private final AtomicInteger remaining;

  private Failpoint(String name, int hits) {
    this.name = name;
    this.remaining = new AtomicInteger(hits);
  }

  /** Marks a place, named {@code <step>.<before|after>_<what>}; dies if this is the armed one. */
  public static void hit(String place) {
    Failpoint waiting = armed;
    if (waiting != null && waiting.diesAt(place)) {
      Runtime.getRuntime().halt(EXIT_STATUS);
    }
  }

  /** Arms a place as the setting would; disarms when blank. */
  static void arm(String setting) {
    armed = parse(setting).orElse(null);
  }

  static Optional<Failpoint> parse(String setting) {
    if (setting.isBlank()) {
      return Optional.empty();
    }
    int colon = setting.indexOf(':');
    return Optional.of(
        colon < 0
            ? new Failpoint(setting, 1)
            : new Failpoint(
                setting.substring(0, colon), Integer.parseInt(setting.substring(colon + 1))));
  }

  boolean diesAt(String place) {
    return name.equals(place) && remaining.decrementAndGet() == 0;
  }
}
