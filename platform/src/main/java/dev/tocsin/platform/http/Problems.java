package dev.tocsin.platform.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes errors of plain HTTP routes. */
public final class Problems {
  private Problems() {}

  /**
   * Answers with the problem that this failure is to the caller, unless it was answered already.
   */
  public static void write(RoutingContext http, Throwable failure) {
    write(http, Problem.of(failure, RequestId.of(http.request())));
  }

  /** Answers with this problem, unless the request was answered already. */
  public static void write(RoutingContext http, Problem problem) {
    HttpServerResponse response = http.response();
    if (response.ended() || response.headWritten() || response.closed()) {
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("X-Request-Id", problem.instance());
    if (problem.status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"tocsin\"");
    }
    if (problem.retryAfter().isPositive()) {
      long seconds = (problem.retryAfter().toMillis() + 999) / 1000;
      response.putHeader("Retry-After", Long.toString(seconds));
    }
    response.end(problem.json().toBuffer());
  }
}
