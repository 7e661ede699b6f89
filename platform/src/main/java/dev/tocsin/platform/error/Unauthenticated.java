package dev.tocsin.platform.error;

/** Nobody knows who calls: the credential is missing, wrong, expired or revoked. */
public final class Unauthenticated extends TocsinException {

  public Unauthenticated(String message) {
    super(message, null);
  }
}
