package dev.tocsin.platform.fault;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.http.Problems;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lets a test choose where a running process dies: {@code POST /internal/test/failpoint {"at":
 * "step.after_claim:3"}}; an empty place disarms. The route exists only when {@code
 * tocsin.test.failpoints} is true, which crash tests set and nothing else does.
 */
@Singleton
class FailpointControl {

  private static final Logger LOG = Logger.getLogger(FailpointControl.class);
  private static final int LARGEST_BODY = 1024;

  private final boolean enabled;

  FailpointControl(
      @ConfigProperty(name = "tocsin.test.failpoints", defaultValue = "false") boolean enabled) {
    this.enabled = enabled;
  }

  void routes(@Observes Router router) {
    if (!enabled) {
      return;
    }
    LOG.warn("tocsin.test.failpoints is on: anybody who reaches this process can end it");
    router
        .post("/internal/test/failpoint")
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(FailpointControl::arm);
  }

  private static void arm(RoutingContext call) {
    try {
      Failpoint.arm(call.body().asJsonObject().getString("at", ""));
    } catch (DecodeException
        | ClassCastException
        | NullPointerException
        | NumberFormatException e) {
      Problems.write(call, Invalid.field("at", "must be a place such as step.after_claim:3"));
      return;
    }
    call.response().setStatusCode(204).end();
  }
}
