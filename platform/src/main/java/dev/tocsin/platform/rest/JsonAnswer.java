package dev.tocsin.platform.rest;

import com.google.protobuf.Message;
import dev.tocsin.platform.http.Problem;
import dev.tocsin.platform.http.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The answer of a method that answers once: a JSON object. */
final class JsonAnswer implements RestCall.Answer {
  private final RoutingContext http;
  private final String requestId;
  private final int offloadAbove;
  private final int status;
  private @Nullable Message message;

  JsonAnswer(RoutingContext http, String requestId, int offloadAbove, int status) {
    this.http = http;
    this.status = status;
    this.requestId = requestId;
    this.offloadAbove = offloadAbove;
  }

  @Override
  public void begun() {}

  @Override
  public void message(Message answer) {
    message = answer;
  }

  @Override
  public void end() {
    Message whole = message;
    if (whole == null) {
      failed(
          Problem.of(new IllegalStateException("the method ended without an answer"), requestId));
    } else if (whole.getSerializedSize() > offloadAbove) {
      http.vertx()
          .executeBlocking(() -> JsonWriter.write(whole), false)
          .onSuccess(this::send)
          .onFailure(e -> failed(Problem.of(e, requestId)));
    } else {
      send(JsonWriter.write(whole));
    }
  }

  private void send(Buffer json) {
    HttpServerResponse response = http.response();
    if (!response.ended() && !response.closed()) {
      response
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .putHeader("X-Request-Id", requestId)
          .end(json);
    }
  }

  @Override
  public void failed(Problem problem) {
    Problems.write(http, problem);
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void abandoned() {}
}
