package dev.tocsin.provisioning;

/** A call that the server did not do. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refused(int status, String words) {
    super(words);
    this.status = status;
  }

  int status() {
    return status;
  }

  boolean isTaken() {
    return status == 409;
  }
}
