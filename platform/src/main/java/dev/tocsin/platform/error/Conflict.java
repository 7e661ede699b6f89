package dev.tocsin.platform.error;

/** It would collide with something that exists, for example a name that is taken. */
public final class Conflict extends TocsinException {

  public Conflict(String message) {
    super(message, null);
  }
}
