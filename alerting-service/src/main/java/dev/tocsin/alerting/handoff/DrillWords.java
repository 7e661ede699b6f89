package dev.tocsin.alerting.handoff;

import java.util.Optional;

/** What people are told of a drill that a real page would have failed like. */
final class DrillWords {

  private static final String KIND = "drill";

  private DrillWords() {}

  /** What stands in the test page. */
  static final String TITLE = "Test page: please acknowledge";

  /** The same in more words. */
  static final String DESCRIPTION =
      "This is a pager drill: nothing is wrong. Acknowledge it, as you would a real alert, to show"
          + " that pages reach you.";

  /**
   * What is told.
   *
   * @param name of the person
   * @param schedule its name; empty when the person asked for the drill
   */
  static Words failed(Drill drill, String name, Optional<String> schedule) {
    String why =
        drill.result() == Drill.Result.UNDELIVERED ? "did not reach " : "was not answered by ";
    StringBuilder text =
        new StringBuilder("The test page of ").append(Words.time(drill.createdAt())).append(' ');
    text.append(why).append(name);
    schedule.ifPresent(on -> text.append(", who is on call for ").append(on));
    if (drill.result() == Drill.Result.UNANSWERED) {
      text.append(", within ").append(drill.within().toMinutes()).append(" min");
    }
    text.append(". A real page might fail too.\n\n");
    if (!drill.detail().isEmpty()) {
      text.append(drill.detail()).append(".\n\n");
    }
    text.append("Check the contact methods and preferences of ")
        .append(name)
        .append(", and see to it that somebody else is on call until a drill succeeds.");
    return new Words(
        KIND,
        "Pager drill: a test page " + why + name,
        text.toString(),
        drill
            .schedule()
            .map(id -> "/schedules/" + id + "/handoffs")
            .orElseGet(() -> drill.page().map(page -> "/alerts/" + page.alert()).orElse("")));
  }
}
