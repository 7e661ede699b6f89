package dev.tocsin.notification.command;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;

/** What came of an answer, in words for who gave it, by whatever way. */
public final class Outcomes {

  private Outcomes() {}

  /** One or two sentences of plain text. */
  public static String words(Answer answer, AlertChange change) {
    String why = change.getReason().getSummary();
    String words =
        switch (change.getOutcome()) {
          case CHANGE_OUTCOME_CHANGED ->
              answer == Answer.ACKNOWLEDGE ? "Acknowledged. Nobody further is paged." : "Resolved.";
          case CHANGE_OUTCOME_ALREADY_DONE ->
              answer == Answer.ACKNOWLEDGE
                  ? "Somebody had acknowledged it already."
                  : "It was resolved already.";
          case CHANGE_OUTCOME_ALREADY_RESOLVED -> "Too late: it is resolved already.";
          default -> "Nothing was changed.";
        };
    return changed(change) || why.isEmpty() ? words : words + " " + why;
  }

  /** Whether the answer took effect. */
  public static boolean changed(AlertChange change) {
    return change.getOutcome() == ChangeOutcome.CHANGE_OUTCOME_CHANGED;
  }
}
