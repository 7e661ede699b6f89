package dev.tocsin.identity.calendar;

import dev.tocsin.identity.calendar.CalendarLink.Found;
import dev.tocsin.identity.calendar.CalendarLink.Shows;
import dev.tocsin.identity.calendar.ShiftCalendars.Written;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.auth.CallerContext;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.http.Problems;
import dev.tocsin.platform.http.RequestId;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * {@code GET /api/v1/schedules/{id}/export.ics} for callers who are signed in, and {@code GET
 * /api/v1/calendars/{secret}.ics} for calendar programs. Both answer 304 to a program that has the
 * newest calendar already.
 */
@Singleton
class CalendarRoutes {

  private static final Logger LOG = Logger.getLogger(CalendarRoutes.class);

  private final CalendarLinks links;
  private final CalendarAccess access;
  private final ShiftCalendars calendars;
  private final CalendarConfig config;

  CalendarRoutes(
      CalendarLinks links, CalendarAccess access, ShiftCalendars calendars, CalendarConfig config) {
    this.links = links;
    this.access = access;
    this.calendars = calendars;
    this.config = config;
  }

  void routes(@Observes Router router) {
    router.get("/api/v1/schedules/:id/export.ics").handler(this::export);
    router.get("/api/v1/rosters/:id/export.ics").handler(this::export);
    router
        .getWithRegex("/api/v1/calendars/(?<secret>[A-Za-z0-9_]{1,100})\\.ics")
        .handler(this::secret);
  }

  private void export(RoutingContext http) {
    Context own = begin(http);
    answer(
        http,
        own,
        () -> {
          View view = View.of(http.queryParams(), config);
          UUID schedule = id(http.pathParam("id"));
          return access
              .signedIn(http.request(), RequestId.of(http.request()))
              .emitOn(task -> own.runOnContext(go -> task.run()))
              .chain(
                  caller -> {
                    CallerContext.bind(own, caller);
                    return calendars.ofSchedule(schedule, view);
                  });
        });
  }

  private void secret(RoutingContext http) {
    Context own = begin(http);
    String secret = http.pathParam("secret");
    answer(
        http,
        own,
        () -> {
          View view = View.of(http.queryParams(), config);
          return access
              .mayRead(http.request(), secret)
              .chain(may -> links.find(secret))
              .emitOn(task -> own.runOnContext(go -> task.run()))
              .chain(
                  found -> {
                    Found link = found.orElseThrow(CalendarRoutes::nothing);
                    CallerContext.bind(
                        own,
                        Caller.service("calendar", link.tenant(), RequestId.of(http.request())));
                    return shown(link, view)
                        .call(
                            written ->
                                links
                                    .used(link)
                                    .onFailure()
                                    .invoke(
                                        failure ->
                                            LOG.warnf(
                                                "tenant=%s last use of a calendar link not noted:"
                                                    + " %s",
                                                link.tenant(), failure.getMessage()))
                                    .onFailure()
                                    .recoverWithNull());
                  });
        });
  }

  private Uni<Written> shown(Found link, View view) {
    return switch (link.shows()) {
      case Shows.ScheduleShifts s -> calendars.ofSchedule(s.schedule(), view);
      case Shows.PersonShifts p -> calendars.ofPerson(p.person(), view);
    };
  }

  /** The same for one that never was, one that was revoked, and one whose owner left. */
  private static NotFound nothing() {
    return new NotFound("calendar", "of this secret address");
  }

  /** The request's own context, on which a caller may be bound and rows be read. */
  private static Context begin(RoutingContext http) {
    VertxContextSafetyToggle.setCurrentContextSafe(true);
    http.request().pause();
    return Vertx.currentContext();
  }

  private static void answer(
      RoutingContext http, Context own, Supplier<Uni<? extends Written>> work) {
    Uni.createFrom()
        .deferred(work)
        .subscribe()
        .with(
            written -> own.runOnContext(go -> write(http, written)),
            failure ->
                own.runOnContext(
                    go -> {
                      http.request().resume();
                      Problems.write(http, failure);
                    }));
  }

  private static void write(RoutingContext http, Written written) {
    http.request().resume();
    var response =
        http.response()
            .putHeader("ETag", written.tag())
            .putHeader("Cache-Control", "private, no-cache")
            .putHeader("X-Request-Id", RequestId.of(http.request()));
    if (isKnown(http.request().getHeader("If-None-Match"), written.tag())) {
      response.setStatusCode(304).end();
      return;
    }
    response
        .putHeader("Content-Type", "text/calendar; charset=utf-8")
        .putHeader("Content-Disposition", "inline; filename=\"oncall.ics\"")
        .end(written.text());
  }

  private static boolean isKnown(@org.jspecify.annotations.Nullable String header, String tag) {
    return header != null
        && Arrays.stream(header.split(","))
            .map(String::strip)
            .map(known -> known.startsWith("W/") ? known.substring(2) : known)
            .anyMatch(known -> known.equals(tag) || known.equals("*"));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new NotFound("schedule", text);
    }
  }
}
