package dev.tocsin.platform.error;

/** The tenant has no such thing. Also the answer for a thing of another tenant. */
public final class NotFound extends TocsinException {

  /**
   * @param what the kind of thing, for example {@code alert}
   * @param id the id that was asked for
   */
  public NotFound(String what, Object id) {
    this(what + " " + id + " does not exist");
  }

  NotFound(String message) {
    super(message, null);
  }
}
