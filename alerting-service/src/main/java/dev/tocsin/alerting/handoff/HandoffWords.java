package dev.tocsin.alerting.handoff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What people are told at a hand-off.
 *
 * @param schedule its name
 * @param from names of those who go
 * @param to names of those who come
 * @param open the alerts that are not resolved
 * @param note what somebody left last
 * @param publicUrl where people reach Tocsin, without a slash at the end
 */
record HandoffWords(
    String schedule,
    List<String> from,
    List<String> to,
    Open open,
    Optional<Left> note,
    String publicUrl) {

  private static final String KIND = "handoff";
  private static final int LONGEST_NOTE = 1_000;
  private static final int LONGEST_ALERT = 100;

  /**
   * Alerts that are not resolved.
   *
   * @param count of all
   * @param first the most severe
   */
  record Open(long count, List<OpenAlert> first) {}

  /** One of them. */
  record OpenAlert(UUID id, String title, String severity, boolean acknowledged) {}

  /** A note, and the name of who left it. */
  record Left(String by, Instant at, String text) {}

  /** What one person is told. */
  Words of(Handoff handoff) {
    String path = path(handoff);
    String at = Words.time(handoff.at());
    return switch (handoff.kind()) {
      case BEFORE ->
          new Words(KIND, "You go on call for " + schedule + " at " + at, comes(handoff), path);
      case BEGIN -> new Words(KIND, "You are on call for " + schedule, comes(handoff), path);
      case END -> new Words(KIND, "You are no longer on call for " + schedule, goes(handoff), path);
      case DRILL -> throw new IllegalArgumentException("a drill is no notice");
    };
  }

  private String comes(Handoff handoff) {
    StringBuilder text = new StringBuilder();
    text.append(
            from.isEmpty()
                ? "Nobody was on call before you"
                : "You take over from " + String.join(", ", from))
        .append(handoff.kind() == Handoff.Kind.BEGIN ? " since " : " at ")
        .append(Words.time(handoff.at()))
        .append(".\n\n");
    if (open.count() == 0) {
      text.append("No alert is open.");
    } else {
      text.append(open.count() == 1 ? "1 alert is open:" : open.count() + " alerts are open:");
      open.first().forEach(alert -> text.append('\n').append(line(alert)));
      long more = open.count() - open.first().size();
      if (more > 0) {
        text.append("\n- and ").append(more).append(" more: ").append(publicUrl).append("/alerts");
      }
    }
    note.ifPresent(
        left ->
            text.append("\n\nNote by ")
                .append(left.by())
                .append(", ")
                .append(Words.time(left.at()))
                .append(":\n")
                .append(Words.cut(left.text(), LONGEST_NOTE)));
    return text.toString();
  }

  private String line(OpenAlert alert) {
    return "- [%s%s] %s %s/alerts/%s"
        .formatted(
            alert.severity(),
            alert.acknowledged() ? ", acknowledged" : "",
            Words.cut(alert.title(), LONGEST_ALERT),
            publicUrl,
            alert.id());
  }

  private String goes(Handoff handoff) {
    return (to.isEmpty()
            ? "Nobody takes over from you"
            : String.join(", ", to) + " took over from you")
        + " at "
        + Words.time(handoff.at())
        + ".\n\nLeave a note for who comes: "
        + publicUrl
        + path(handoff);
  }

  private static String path(Handoff handoff) {
    return "/schedules/" + handoff.schedule() + "/handoffs";
  }
}
