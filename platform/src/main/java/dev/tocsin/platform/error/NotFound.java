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

  /**
   * @param what the kind of thing
   * @param id the id that was asked for
   * @param why what may have become of it
   */
  public NotFound(String what, Object id, String why) {
    this(what + " " + id + " does not exist: " + why);
  }

  NotFound(String message) {
    super(message, null);
  }
}
