package dev.tocsin.platform.queue;

import dev.tocsin.platform.http.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells a test whether everything that is due by now has been done: {@code GET
 * /internal/test/queues} answers {@code {"quiet":true,"busy":[]}}, or names the queues that are
 * not. A test that moved time waits for this instead of guessing how long the machine needs. The
 * route exists only when {@code tocsin.test.clock} is true.
 */
@Singleton
class QueueControl {

  private final WorkQueues queues;
  private final boolean enabled;

  QueueControl(
      WorkQueues queues,
      @ConfigProperty(name = "tocsin.test.clock", defaultValue = "false") boolean enabled) {
    this.queues = queues;
    this.enabled = enabled;
  }

  void routes(@Observes Router router) {
    if (enabled) {
      router.get("/internal/test/queues").handler(this::answer);
    }
  }

  private void answer(RoutingContext call) {
    queues
        .busy()
        .subscribe()
        .with(
            busy ->
                call.json(
                    new JsonObject().put("quiet", busy.isEmpty()).put("busy", new JsonArray(busy))),
            failure -> Problems.write(call, failure));
  }
}
