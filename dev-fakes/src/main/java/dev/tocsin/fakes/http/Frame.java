package dev.tocsin.fakes.http;

import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads a request, finds its site, applies the armed fault, and delivers the answer. */
public final class Frame {

  /** Slack and the webhook receivers refuse larger bodies; so does the frame, with 413. */
  static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

  private static final int FAULT_SUBJECT_CHARS = 64 * 1024;

  private final Vertx vertx;
  private final InstantSource clock;
  private final Faults faults;
  private final List<Site> sites;

  public Frame(Vertx vertx, InstantSource clock, Faults faults, List<Site> sites) {
    this.vertx = vertx;
    this.clock = clock;
    this.faults = faults;
    this.sites = List.copyOf(sites);
  }

  /** The request handler of the shared HTTP server. */
  public void handle(HttpServerRequest request) {
    var receivedAt = clock.instant();
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= MAX_BODY_BYTES) {
            body.appendBuffer(chunk);
          } else if (!request.response().ended()) {
            request.response().putHeader("Connection", "close");
            deliver(request, Answer.problem(413, "the body is larger than 8 MiB"));
          }
        });
    request.endHandler(
        end -> {
          if (!request.response().ended()) {
            dispatch(new Call(request, body, receivedAt));
          }
        });
  }

  private void dispatch(Call call) {
    Optional<Site> site = sites.stream().filter(s -> s.serves(call)).findFirst();
    if (site.isEmpty()) {
      deliver(
          call.request(),
          Answer.problem(404, "nothing lives at " + call.path() + "; see GET /world"));
      return;
    }
    Optional<Fault> fault = strike(site.get(), call);
    if (fault.isEmpty()) {
      serve(site.get(), call).onSuccess(answer -> deliver(call.request(), answer));
    } else {
      serveFaulty(site.get(), call, fault.get());
    }
  }

  private Optional<Fault> strike(Site site, Call call) {
    if (site.target().isEmpty()) {
      return Optional.empty();
    }
    return faults.strike(site.target(), site.operation(call), () -> subject(call));
  }

  private static String subject(Call call) {
    String body = call.text();
    return String.join(
        " ",
        call.path(),
        call.header("Authorization").orElse(""),
        body.substring(0, Math.min(body.length(), FAULT_SUBJECT_CHARS)));
  }

  private void serveFaulty(Site site, Call call, Fault fault) {
    HttpServerRequest request = call.request();
    switch (fault.mode()) {
      case NONE -> serve(site, call).onSuccess(answer -> deliver(request, answer));
      case SLOW ->
          later(
              fault.delay(), () -> serve(site, call).onSuccess(answer -> deliver(request, answer)));
      case FAIL -> deliver(request, failure(fault));
      case RATE_LIMIT ->
          deliver(
              request,
              site.rateLimited(fault.retryAfter())
                  .with("Retry-After", Integer.toString(fault.retryAfter())));
      case HANG -> later(fault.delay(), () -> drop(request));
      case LOSE -> drop(request);
      case RESET_AFTER_ACCEPT -> serve(site, call).onSuccess(answer -> drop(request));
      case DRIP -> serve(site, call).onSuccess(answer -> drip(request, answer, fault.delay()));
    }
  }

  private static Answer failure(Fault fault) {
    String error = fault.error();
    if (error != null) {
      int status = fault.status() == 500 ? 200 : fault.status();
      return Answer.json(status, Json.object().put("ok", false).put("error", error));
    }
    return Answer.text(fault.status(), "made to fail by POST /faults\n");
  }

  private static Future<Answer> serve(Site site, Call call) {
    Future<Answer> answer;
    try {
      answer = site.serve(call);
    } catch (RuntimeException bug) {
      answer = Future.failedFuture(bug);
    }
    return answer.recover(
        failed -> Future.succeededFuture(Answer.problem(500, "the fake itself failed: " + failed)));
  }

  private static void deliver(HttpServerRequest request, Answer answer) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.end(answer.body());
  }

  /** Sends the head at once and the body one byte per {@code every}. */
  private void drip(HttpServerRequest request, Answer answer, Duration every) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("Content-Length", Integer.toString(answer.body().length()));
    response.setWriteQueueMaxSize(1);
    dripFrom(response, answer.body(), 0, every);
  }

  private void dripFrom(HttpServerResponse response, Buffer body, int at, Duration every) {
    if (response.closed()) {
      return;
    }
    if (at == body.length()) {
      response.end();
      return;
    }
    response.write(body.getBuffer(at, at + 1));
    later(every, () -> dripFrom(response, body, at + 1, every));
  }

  private static void drop(HttpServerRequest request) {
    request.connection().close();
  }

  private void later(Duration delay, Runnable then) {
    long millis = delay.toMillis();
    if (millis <= 0) {
      then.run();
    } else {
      vertx.setTimer(millis, timer -> then.run());
    }
  }
}
