package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.alert.AlertState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The words of an answer. */
final class AnswerText {

  private static final int MOST_REASONS = 10;

  private AnswerText() {}

  /** One entry of {@code alerts}. */
  static void alert(StringBuilder json, String fingerprint, Outcome outcome) {
    UUID alert = outcome.alert();
    UUID group = outcome.group();
    @Nullable AlertState state = outcome.state();
    json.append("{\"id\":");
    id(json, alert);
    json.append(",\"fingerprint\":");
    JsonTexts.text(json, fingerprint);
    json.append(",\"state\":");
    JsonTexts.text(json, state == null ? "" : state.word());
    json.append(",\"outcome\":");
    JsonTexts.text(json, outcome.kind().word());
    json.append(",\"group_id\":");
    id(json, group);
    String why =
        switch (outcome.kind()) {
          case STALE ->
              "the source has already reported the end of the firing that began at this startsAt";
          case NOTHING_OPEN ->
              "no open alert has this fingerprint, or it began again after this end";
          case OPENED, DEDUPLICATED, RESOLVED -> "";
        };
    if (!why.isEmpty()) {
      json.append(",\"reason\":");
      JsonTexts.text(json, why);
    }
    json.append('}');
  }

  /** What was left out; up to {@value #MOST_REASONS} of the reasons. */
  static void ignored(StringBuilder json, List<String> reasons) {
    json.append(",\"ignored\":").append(reasons.size());
    if (!reasons.isEmpty()) {
      json.append(",\"ignored_because\":[");
      for (int i = 0; i < Math.min(reasons.size(), MOST_REASONS); i++) {
        json.append(i == 0 ? "" : ",");
        JsonTexts.text(json, reasons.get(i));
      }
      json.append(']');
    }
  }

  private static void id(StringBuilder json, @Nullable UUID id) {
    if (id == null) {
      json.append("\"\"");
    } else {
      json.append('"').append(id).append('"');
    }
  }
}
