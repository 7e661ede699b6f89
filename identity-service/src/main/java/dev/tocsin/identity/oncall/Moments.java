package dev.tocsin.identity.oncall;

import java.time.Instant;

/** A row of instants that lie side by side in memory, to be compared in great numbers. */
final class Moments {

  private final Instant[] instants;
  private final long[] seconds;
  private final int[] nanos;

  Moments(Instant[] instants) {
    this.instants = instants;
    this.seconds = new long[instants.length];
    this.nanos = new int[instants.length];
    for (int i = 0; i < instants.length; i++) {
      seconds[i] = instants[i].getEpochSecond();
      nanos[i] = instants[i].getNano();
    }
  }

  int size() {
    return seconds.length;
  }

  Instant get(int place) {
    return instants[place];
  }

  boolean isAfter(int place, Instant instant) {
    long second = seconds[place];
    long other = instant.getEpochSecond();
    return second != other ? second > other : nanos[place] > instant.getNano();
  }

  /** How many are not after an instant, when they are in order. */
  int notAfter(Instant instant) {
    int low = 0;
    int high = seconds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isAfter(middle, instant)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
