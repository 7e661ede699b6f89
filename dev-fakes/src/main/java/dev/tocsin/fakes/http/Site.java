package dev.tocsin.fakes.http;

import io.vertx.core.Future;

/**
 * One look-alike behind the shared HTTP port. A site that can be made faulty names its {@link
 * #target()}; control pages (inbox, faults, wall) have none and always work.
 */
public interface Site {

  /** The name that {@code POST /faults} knows this site by, or empty when it takes no faults. */
  default String target() {
    return "";
  }

  /** What a fault's {@code method} is compared with, for example {@code chat.postMessage}. */
  default String operation(Call call) {
    return call.method();
  }

  /** What it says to a caller that is too quick: 429 with the body of the real thing. */
  default Answer rateLimited(int seconds) {
    return Answer.json(429, Json.object().put("ok", false).put("error", "ratelimited"));
  }

  boolean serves(Call call);

  /**
   * Answers the call. Called on the event loop with the whole body read; must not block. A failed
   * future or a thrown exception becomes a 500 that says so.
   */
  Future<Answer> serve(Call call);
}
