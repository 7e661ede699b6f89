package dev.tocsin.fakes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time that the fakes live in: a source's, moved by an offset. When a test moves the clock of
 * the system it tests, it moves this one too, or signatures would look stale.
 */
public final class WorldClock implements InstantSource {

  private final InstantSource source;
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  WorldClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public Instant instant() {
    return source.instant().plus(offset.get());
  }

  public Duration offset() {
    return offset.get();
  }

  public void setOffset(Duration newOffset) {
    offset.set(newOffset);
  }

  public void advance(Duration by) {
    offset.updateAndGet(before -> before.plus(by));
  }
}
