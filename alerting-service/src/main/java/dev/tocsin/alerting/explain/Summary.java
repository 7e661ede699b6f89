package dev.tocsin.alerting.explain;

import dev.tocsin.alerting.timeline.Entry;
import dev.tocsin.alerting.timeline.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The answer in one sentence, made from the reasons alone. */
final class Summary {

  private static final int PAGES_TOLD = 3;

  private Summary() {}

  /** Whom it paged and what came of it; ids where names are not known. */
  static String of(List<Entry> entries, List<PlannedStep> steps) {
    List<String> parts = new ArrayList<>();
    parts.add(pages(entries, steps));
    answer(entries).ifPresent(parts::add);
    if (answer(entries).isEmpty()) {
      next(steps).or(() -> end(entries)).ifPresent(parts::add);
    }
    return String.join("; ", parts) + ".";
  }

  private static String pages(List<Entry> entries, List<PlannedStep> steps) {
    List<Entry> paged = entries.stream().filter(e -> e.reason().code().equals("paged")).toList();
    if (!paged.isEmpty()) {
      List<String> told = new ArrayList<>();
      for (Entry page : paged.subList(0, Math.min(PAGES_TOLD, paged.size()))) {
        String words = page.reason().summary();
        told.add((told.isEmpty() ? words : lower(words)) + " at " + time(page.at()));
      }
      String more =
          paged.size() > PAGES_TOLD ? ", and " + (paged.size() - PAGES_TOLD) + " more pages" : "";
      return String.join(", ", told) + more;
    }
    Optional<Entry> why = whyNobody(entries);
    boolean pending = steps.stream().anyMatch(step -> step.state().equals("pending"));
    if (why.isPresent()) {
      return (pending ? "Nobody was paged yet: " : "Nobody was paged: ")
          + lower(why.get().reason().summary());
    }
    return pending ? "Nobody was paged yet" : "Nobody was paged";
  }

  /**
   * The last reason for not paging that names a cause; the one for the whole step only says that
   * there were such.
   */
  private static Optional<Entry> whyNobody(List<Entry> entries) {
    List<Entry> reasons = entries.stream().filter(e -> saysNobody(e.reason())).toList();
    return reasons.stream()
        .filter(e -> namesCause(e.reason().code()))
        .reduce((first, second) -> second)
        .or(() -> reasons.stream().reduce((first, second) -> second));
  }

  private static boolean namesCause(String code) {
    return !code.equals("not_paged.nobody_reachable") && !code.startsWith("escalation_ended");
  }

  private static boolean saysNobody(Reason reason) {
    return reason.code().startsWith("not_paged")
        || reason.code().startsWith("muted")
        || reason.code().startsWith("not_routed")
        || reason.code().startsWith("escalation_ended");
  }

  private static Optional<String> answer(List<Entry> entries) {
    List<String> answers =
        sinceOpened(entries).stream()
            .filter(
                e ->
                    e.reason().code().equals("acknowledged")
                        || e.reason().code().equals("snoozed")
                        || e.reason().code().startsWith("resolved"))
            .map(e -> lower(e.reason().summary()) + " at " + time(e.at()))
            .toList();
    return answers.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", answers));
  }

  /** What came after it was opened again; earlier answers hold no longer. */
  private static List<Entry> sinceOpened(List<Entry> entries) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      String code = entries.get(i).reason().code();
      if (code.equals("snooze_over") || code.equals("reassigned")) {
        return entries.subList(i + 1, entries.size());
      }
    }
    return entries;
  }

  private static Optional<String> next(List<PlannedStep> steps) {
    return steps.stream()
        .filter(step -> step.state().equals("pending"))
        .min(Comparator.comparing(PlannedStep::fireTime))
        .map(
            step ->
                "next is "
                    + (step.order() < 0
                        ? "the fallback"
                        : "step " + (step.order() + 1) + ", round " + (step.round() + 1))
                    + " at "
                    + time(step.fireTime()));
  }

  private static Optional<String> end(List<Entry> entries) {
    return entries.stream()
        .filter(e -> e.reason().code().startsWith("escalation_ended"))
        .reduce((first, second) -> second)
        .map(e -> lower(e.reason().summary()));
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String lower(String words) {
    return words.isEmpty() ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}
