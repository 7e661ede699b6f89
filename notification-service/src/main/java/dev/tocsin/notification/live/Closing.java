package dev.tocsin.notification.live;

/** Why the server closes a connection, as a close code of the WebSocket (RFC 6455, private use). */
enum Closing {
  /** A message of the client is none that the server knows. */
  BAD_MESSAGE(4400, "bad_message"),
  /**
   * No credential came, it is wrong, or it holds no longer: connect again with a good one and
   * resume.
   */
  UNAUTHENTICATED(4401, "unauthenticated"),
  /** The caller may not read notifications. */
  DENIED(4403, "denied"),
  /** The client took messages too slowly, or answered no ping: connect again and resume. */
  TOO_SLOW(4408, "too_slow"),
  /** The position is not one of this database: reload and connect without one. */
  UNKNOWN_POSITION(4410, "unknown_position"),
  /** The tenant has too many connections here. */
  TOO_MANY(4429, "too_many_connections"),
  /** The server stops: connect again and resume. */
  GOING_AWAY(1001, "going_away");

  private final short code;
  private final String reason;

  Closing(int code, String reason) {
    this.code = (short) code;
    this.reason = reason;
  }

  short code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
