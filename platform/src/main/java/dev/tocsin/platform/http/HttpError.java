package dev.tocsin.platform.http;

/**
 * A refusal that only HTTP knows: no such path, wrong method, body too large, wrong content type.
 */
public final class HttpError extends RuntimeException {
  private final int status;
  private final String kind;
  private final String title;

  /**
   * @param status HTTP status
   * @param kind last part of the problem type, for example {@code too-large}
   * @param title the same for every occurrence of the kind
   * @param detail this occurrence: the thing, the value, what to do next
   */
  public HttpError(int status, String kind, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.kind = kind;
    this.title = title;
  }

  /** 404 for a path that nothing answers at. */
  public static HttpError noSuchPath(String path) {
    return new HttpError(
        404, "no-such-path", "No such path", "nothing answers at " + path + "; see /api/docs");
  }

  /** 405 for a path that knows other methods. */
  public static HttpError wrongMethod(String method, String path, String allowed) {
    return new HttpError(
        405,
        "method-not-allowed",
        "Method not allowed",
        method + " is not possible at " + path + "; allowed: " + allowed);
  }

  /** 413 for a body over the limit. */
  public static HttpError tooLarge(long limit) {
    return new HttpError(
        413,
        "too-large",
        "Body too large",
        "the body may hold at most " + limit + " bytes; send less at a time");
  }

  /** 415 for a body that is not of the content type that the path reads. */
  public static HttpError wrongContentType(String got, String wanted) {
    return new HttpError(
        415,
        "unsupported-media-type",
        "Unsupported content type",
        "content type " + got + " is not understood here; send " + wanted);
  }

  public int status() {
    return status;
  }

  String kind() {
    return kind;
  }

  String title() {
    return title;
  }
}
