package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.notification.channel.CallbackAnswer;
import dev.tocsin.notification.channel.Received;
import dev.tocsin.notification.receipt.Receipts;
import dev.tocsin.notification.reply.ReplyCodes.OpenPage;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Does what a verified request of a provider asks for. All of it may come twice. */
@Singleton
class CallbackActions {

  private static final Logger LOG = Logger.getLogger(CallbackActions.class);

  /** Discord wants an answer within three seconds. */
  private static final Duration PATIENCE = Duration.ofMillis(2500);

  private final Answering answering;
  private final TextReplies replies;
  private final Receipts receipts;
  private final Database db;

  CallbackActions(
      Answering answering,
      TextReplies replies,
      Receipts receipts,
      @ServiceDatabase("notification") Database db) {
    this.answering = answering;
    this.replies = replies;
    this.receipts = receipts;
    this.db = db;
  }

  Uni<CallbackAnswer> act(UUID tenant, UUID channel, Received received) {
    return switch (received) {
      case Received.Nothing nothing -> Uni.createFrom().item(nothing.answer());
      case Received.Press press ->
          give(press.answer(), tenant, press.group(), "", press.note()).map(press.words());
      case Received.Reply reply ->
          replies
              .read(tenant, channel, reply)
              .chain(meant -> answer(tenant, meant))
              .map(reply.words());
      case Received.Consent consent ->
          replies.consent(tenant, channel, consent).replaceWith(consent.answer());
      case Received.Report report -> report(tenant, channel, report);
    };
  }

  private Uni<String> answer(UUID tenant, TextReplies.Meant meant) {
    return switch (meant) {
      case TextReplies.Meant.Words words -> Uni.createFrom().item(words.words());
      case TextReplies.Meant.Pages pages -> {
        Uni<String> said = Uni.createFrom().item("");
        for (OpenPage page : pages.pages()) {
          said =
              said.chain(
                  before ->
                      answer(tenant, pages.text().answer(), page)
                          .map(words -> before.isEmpty() ? words : before + "\n" + words));
        }
        yield said;
      }
    };
  }

  private Uni<String> answer(UUID tenant, Answer answer, OpenPage page) {
    String note = page.user().isEmpty() ? answer.done() + " by text message" : "";
    return give(answer, tenant, page.group(), page.user(), note)
        .map(words -> page.code() + " " + TextReplies.shortened(page.title()) + ": " + words);
  }

  private Uni<CallbackAnswer> report(UUID tenant, UUID channel, Received.Report report) {
    return db.inTenant(tenant, tx -> receipts.record(tx, tenant, channel, report, db.clock().now()))
        .invoke(
            news ->
                LOG.infof(
                    "tenant=%s delivery=%s receipt=%s %s%s",
                    tenant,
                    report.delivery(),
                    report.receipt().code(),
                    report.reason(),
                    news ? "" : " (nothing new)"))
        .replaceWith(report.answer());
  }

  /** Passes the answer on; in words what came of it, in time. */
  private Uni<String> give(Answer answer, UUID tenant, String group, String user, String note) {
    return answering
        .give(answer, tenant, group, user, note)
        .map(AnswerResult::words)
        .ifNoItem()
        .after(PATIENCE)
        .recoverWithItem("Tocsin has it and is still at it: look at the alert in a moment.")
        .onFailure()
        .recoverWithItem(failure -> sorry(answer, tenant, group, failure));
  }

  private static String sorry(Answer answer, UUID tenant, String group, Throwable failure) {
    LOG.warnf(failure, "tenant=%s group=%s an answer failed", tenant, group);
    return switch (failure) {
      case NotFound gone -> "This alert does not exist any more.";
      case Precondition no -> "That is not possible: " + no.getMessage();
      case Conflict no -> "That is not possible: " + no.getMessage();
      case Invalid no -> "That is not possible: " + no.getMessage();
      default ->
          "Tocsin could not %s this just now. Try again in a moment; until then it goes on paging."
              .formatted(answer.verb());
    };
  }
}
