package dev.tocsin.platform.queue;

import java.time.Duration;

/** The handler did not answer while the job was safely ours. */
final class AttemptTimeout extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AttemptTimeout(Duration patience) {
    super("no answer within " + patience, null, false, false);
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
