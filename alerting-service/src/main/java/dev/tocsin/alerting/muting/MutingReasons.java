package dev.tocsin.alerting.muting;

import dev.tocsin.alerting.timeline.Actor;
import dev.tocsin.alerting.timeline.Reason;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** The reasons of muting; docs/reasons.md lists them. */
final class MutingReasons {

  private MutingReasons() {}

  static Reason silenced(Silence silence) {
    Actor by = silence.createdBy();
    Map<String, Object> facts = new HashMap<>();
    facts.put("silence_id", silence.id().toString());
    facts.put("until", silence.endsAt().toString());
    if (by.kind().equals("user")) {
      facts.put("user_id", by.id());
    }
    String comment = silence.comment().isBlank() ? "" : ": " + silence.comment().strip();
    return new Reason(
        "muted.silenced",
        "Silenced by "
            + by.kind()
            + " "
            + by.id()
            + " until "
            + silence.endsAt().truncatedTo(ChronoUnit.SECONDS)
            + comment,
        facts);
  }
}
