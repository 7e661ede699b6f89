package dev.tocsin.platform.error;

/** The caller is known and may not do this. */
public final class Denied extends TocsinException {

  public Denied(String message) {
    super(message, null);
  }
}
