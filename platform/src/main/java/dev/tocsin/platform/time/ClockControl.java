package dev.tocsin.platform.time;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.http.Problems;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Lets a test move this process's time: {@code POST /internal/test/clock {"advance":"PT30M"}}
 * answers {@code {"now":…,"offset":…}}, as GET does. The routes exist only when {@code
 * tocsin.test.clock} is true, which demo mode and tests set and production never does.
 */
@Singleton
class ClockControl {

  private static final Logger LOG = Logger.getLogger(ClockControl.class);
  private static final String PATH = "/internal/test/clock";
  private static final int LARGEST_BODY = 1024;

  private final TocsinClock clock;
  private final boolean enabled;

  ClockControl(
      TocsinClock clock,
      @ConfigProperty(name = "tocsin.test.clock", defaultValue = "false") boolean enabled) {
    this.clock = clock;
    this.enabled = enabled;
  }

  void routes(@Observes Router router) {
    if (!enabled) {
      return;
    }
    LOG.warn("tocsin.test.clock is on: anybody who reaches this process can shift its time");
    router.get(PATH).handler(this::answer);
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(this::advance);
  }

  private void advance(RoutingContext call) {
    try {
      JsonObject body = call.body().asJsonObject();
      clock.advance(Duration.parse(body.getString("advance")));
    } catch (DecodeException | DateTimeParseException | NullPointerException e) {
      Problems.write(call, Invalid.field("advance", "must be an ISO 8601 duration such as PT30M"));
      return;
    }
    answer(call);
  }

  private void answer(RoutingContext call) {
    call.json(
        new JsonObject()
            .put("now", clock.now().toString())
            .put("offset", clock.offset().toString()));
  }
}
