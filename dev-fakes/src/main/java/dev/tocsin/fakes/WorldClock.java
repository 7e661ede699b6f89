package dev.tocsin.fakes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that the fakes live in: a source's, moved by an offset. When a test moves the clock of
 * the system it tests, it moves this one too, or signatures would look stale.
 */
public final class WorldClock implements InstantSource {

  private final InstantSource source;
  private volatile Duration offset = Duration.ZERO;

  WorldClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public Instant instant() {
    return source.instant().plus(offset);
  }

  public Duration offset() {
    return offset;
  }

  public synchronized void setOffset(Duration newOffset) {
    offset = newOffset;
  }

  public synchronized void advance(Duration by) {
    offset = offset.plus(by);
  }
}
