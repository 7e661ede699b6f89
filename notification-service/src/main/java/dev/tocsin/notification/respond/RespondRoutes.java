package dev.tocsin.notification.respond;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.notification.link.AnswerLink;
import dev.tocsin.notification.link.AnswerLinks;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.http.Problems;
import dev.tocsin.platform.http.RequestBody;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Links in e-mails, {@code /respond/{token}}: GET shows a page with the buttons and changes
 * nothing, so that a mail scanner that follows links answers no page; POST answers.
 */
@Singleton
class RespondRoutes {

  private static final Logger LOG = Logger.getLogger(RespondRoutes.class);
  private static final int MAX_FORM = 1024;

  private final AnswerLinks links;
  private final Answering answering;
  private final Database db;

  RespondRoutes(
      AnswerLinks links, Answering answering, @ServiceDatabase("notification") Database db) {
    this.links = links;
    this.answering = answering;
    this.db = db;
  }

  void routes(@Observes Router router) {
    router.get("/respond/:token").handler(call -> valid(call).ifPresent(link -> show(call, link)));
    router.post("/respond/:token").handler(call -> valid(call).ifPresent(link -> act(call, link)));
  }

  private Optional<AnswerLink> valid(RoutingContext call) {
    Optional<AnswerLink> link = links.read(call.pathParam("token"));
    if (link.isEmpty()) {
      write(
          call,
          404,
          RespondPage.say(
              "This link does not work", List.of("Open it exactly as it stands in the e-mail.")));
      return Optional.empty();
    }
    if (db.clock().now().isAfter(link.get().expires())) {
      write(
          call,
          410,
          RespondPage.say(
              "This link has expired", List.of("Sign in to see whether the alert is still open.")));
      return Optional.empty();
    }
    return link;
  }

  private void show(RoutingContext call, AnswerLink link) {
    title(link)
        .subscribe()
        .with(
            title -> write(call, 200, RespondPage.ask(title)),
            failure -> write(call, 200, RespondPage.ask("")));
  }

  /** What the page said, from the delivery that carried the link. */
  private Uni<String> title(AnswerLink link) {
    return db.inTenant(
        link.tenant(),
        tx ->
            tx.preparedQuery(
                    "SELECT render_context #>> '{alert,title}' FROM delivery WHERE tenant_id = $1"
                        + " AND id = $2")
                .execute(Tuple.of(link.tenant(), link.delivery()))
                .map(
                    rows ->
                        rows.iterator().hasNext()
                            ? Optional.ofNullable(rows.iterator().next().getString(0)).orElse("")
                            : ""));
  }

  private void act(RoutingContext call, AnswerLink link) {
    RequestBody.receive(call.request(), MAX_FORM)
        .subscribe()
        .with(
            form ->
                act(
                    call,
                    link,
                    new String(form, UTF_8).equals("answer=resolve")
                        ? Answer.RESOLVE
                        : Answer.ACKNOWLEDGE),
            failure -> Problems.write(call, failure));
  }

  private void act(RoutingContext call, AnswerLink link, Answer answer) {
    String note = link.user().isEmpty() ? answer.done() + " by the link in a message" : "";
    answering
        .give(answer, link.tenant(), link.group(), link.user(), note)
        .subscribe()
        .with(
            result -> {
              String heading = result.changed() ? answer.done() : "No change";
              write(call, 200, RespondPage.say(heading, List.of(result.title(), result.words())));
            },
            failure -> fail(call, answer, failure));
  }

  private static void fail(RoutingContext call, Answer answer, Throwable failure) {
    if (failure instanceof NotFound) {
      write(call, 404, RespondPage.say("This alert does not exist any more", List.of()));
      return;
    }
    LOG.warnf(failure, "An answer by link failed");
    String words =
        "Tocsin could not %s this just now. Go back and try again in a moment; until then it goes"
            + " on paging.";
    write(call, 503, RespondPage.say("That did not work", List.of(words.formatted(answer.verb()))));
  }

  private static void write(RoutingContext call, int status, String page) {
    if (call.response().ended() || call.response().closed()) {
      return;
    }
    call.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors"
                + " 'none'; base-uri 'none'")
        .end(page);
  }
}
