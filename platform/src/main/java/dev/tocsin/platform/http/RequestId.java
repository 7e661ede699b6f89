package dev.tocsin.platform.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Id of a request: the caller's own {@code X-Request-Id} when it is harmless (up to 64 letters,
 * digits, dots, dashes and underscores), else a new one.
 */
public final class RequestId {
  /** Name of the header and of the gRPC metadata key. */
  public static final String HEADER = "x-request-id";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** The id that was sent, or a new one. */
  public static String of(@Nullable String sent) {
    return sent != null && HARMLESS.matcher(sent).matches() ? sent : fresh();
  }

  /** Like {@link UUID#randomUUID()}, but nobody needs to be kept from guessing it. */
  private static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** The id of this request; the same at every call. */
  public static String of(HttpServerRequest request) {
    String id = of(request.getHeader(HEADER));
    request.headers().set(HEADER, id);
    return id;
  }
}
