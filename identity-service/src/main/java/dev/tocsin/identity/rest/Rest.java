package dev.tocsin.identity.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Finds where the shifts of a person break the rest rules. Pure. */
public final class Rest {

  /** Which rule is broken. */
  public enum Kind {
    /** Two shifts follow one another too soon. */
    TOO_SHORT,
    /** Too much of the nights of 28 days. */
    NIGHT_BUDGET
  }

  /**
   * A rule that is broken.
   *
   * @param time the rest that is too short, or the shift that breaks the budget
   */
  public record Broken(Kind kind, UUID user, String text, Stretch time) {}

  private Rest() {}

  /**
   * What of these shifts breaks the rules, by start.
   *
   * @param shifts of one person, on whichever schedules; those of the 28 days before the time of
   *     interest count for the nights
   * @param zone where the person lives
   */
  public static List<Broken> of(RestRules rules, UUID user, List<Stretch> shifts, ZoneId zone) {
    List<Stretch> merged = Stretch.merged(shifts);
    List<Broken> broken = new ArrayList<>();
    if (rules.minRest().isPositive()) {
      tooShort(rules, user, merged, broken);
    }
    if (rules.nightBudget().isPositive()) {
      nights(rules, user, merged, zone, broken);
    }
    broken.sort(Comparator.comparing((Broken each) -> each.time().start()));
    return broken;
  }

  private static void tooShort(
      RestRules rules, UUID user, List<Stretch> shifts, List<Broken> broken) {
    for (int i = 1; i < shifts.size(); i++) {
      Stretch rest = new Stretch(shifts.get(i - 1).end(), shifts.get(i).start());
      if (rest.length().compareTo(rules.minRest()) < 0) {
        broken.add(
            new Broken(
                Kind.TOO_SHORT,
                user,
                "user %s has %s between two shifts, from %s until %s: the rule is %s"
                    .formatted(
                        user,
                        words(rest.length()),
                        rest.start(),
                        rest.end(),
                        words(rules.minRest())),
                rest));
      }
    }
  }

  private static void nights(
      RestRules rules, UUID user, List<Stretch> shifts, ZoneId zone, List<Broken> broken) {
    List<Duration> nights = shifts.stream().map(shift -> rules.atNight(shift, zone)).toList();
    // At night in the shifts from the first that reaches into the window, that one as a whole.
    Duration whole = Duration.ZERO;
    int first = 0;
    for (int i = 0; i < shifts.size(); i++) {
      Stretch shift = shifts.get(i);
      Instant from = shift.end().minus(RestRules.WINDOW);
      whole = whole.plus(nights.get(i));
      while (!shifts.get(first).end().isAfter(from)) {
        whole = whole.minus(nights.get(first));
        first++;
      }
      if (nights.get(i).isZero()) {
        continue;
      }
      Stretch oldest = shifts.get(first);
      Duration sum =
          oldest.start().isBefore(from)
              ? whole
                  .minus(nights.get(first))
                  .plus(rules.atNight(new Stretch(from, oldest.end()), zone))
              : whole;
      if (sum.compareTo(rules.nightBudget()) > 0) {
        broken.add(
            new Broken(
                Kind.NIGHT_BUDGET,
                user,
                "user %s is on call for %s at night in the 28 days until %s: the budget is %s"
                    .formatted(user, words(sum), shift.end(), words(rules.nightBudget())),
                shift));
      }
    }
  }

  private static String words(Duration duration) {
    long minutes = duration.toMinutes() % 60;
    return duration.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
  }
}
