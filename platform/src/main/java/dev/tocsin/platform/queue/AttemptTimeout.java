package dev.tocsin.platform.queue;

import java.time.Duration;

/** The handler did not answer while the job was safely ours. */
final class AttemptTimeout extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration patience;

  AttemptTimeout(Duration patience) {
    super(null, null, false, false);
    this.patience = patience;
  }

  @Override
  public String getMessage() {
    return "no answer within " + patience;
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
