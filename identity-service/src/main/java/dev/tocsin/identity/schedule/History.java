package dev.tocsin.identity.schedule;

import dev.tocsin.identity.oncall.Duty;
import dev.tocsin.identity.oncall.OnCall;
import dev.tocsin.identity.oncall.Range;
import dev.tocsin.identity.oncall.Shift;
import dev.tocsin.identity.user.People;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who really was on call: the shifts of a schedule that are over. */
@Singleton
class History {

  /** Far enough back for most, then for seasonal rotas; nothing is older than the last. */
  private static final List<Duration> BACK =
      List.of(Duration.ofDays(64), Duration.ofDays(512), Duration.ofDays(4_096));

  /** The one that ended last first; of those the one that began last, and then by person. */
  static final Comparator<Shift> NEWEST_FIRST =
      Comparator.comparing(Shift::end)
          .thenComparing(Shift::start)
          .reversed()
          .thenComparing(shift -> shift.person().toString());

  /** Where a page goes on: after the shift with this end, start and person. */
  record Place(Instant end, Instant start, String person) {

    private boolean isBefore(Shift shift) {
      int order = shift.end().compareTo(end);
      if (order == 0) {
        order = shift.start().compareTo(start);
      }
      return order < 0 || (order == 0 && shift.person().toString().compareTo(person) > 0);
    }
  }

  /**
   * A page of shifts.
   *
   * @param more there are more
   * @param people those of the page
   */
  record Page(Planned schedule, List<Shift> shifts, boolean more, Map<UUID, People.Known> people) {}

  private final Database database;
  private final PlanReader reader;
  private final People people;
  private final Computing computing;

  History(
      @ServiceDatabase("identity") Database database,
      PlanReader reader,
      People people,
      Computing computing) {
    this.database = database;
    this.reader = reader;
    this.people = people;
    this.computing = computing;
  }

  /** NotFound when there is no such schedule, Exhausted when too many ask at once. */
  Uni<Page> of(UUID tenant, UUID scheduleId, Duty duty, Optional<Place> after, int most) {
    Instant now = database.clock().now();
    return look(tenant, scheduleId, duty, after, most, now, 0)
        .flatMap(
            page ->
                database
                    .entities(
                        tenant,
                        tx ->
                            people.known(
                                tx, page.shifts().stream().map(Shift::person).distinct().toList()))
                    .map(known -> new Page(page.schedule(), page.shifts(), page.more(), known)));
  }

  private Uni<Page> look(
      UUID tenant,
      UUID scheduleId,
      Duty duty,
      Optional<Place> after,
      int most,
      Instant now,
      int step) {
    Instant until = after.map(Place::end).filter(now::isAfter).orElse(now);
    Range range = new Range(until.minus(BACK.get(step)), until.plusNanos(1_000));
    boolean last = step == BACK.size() - 1;
    return database
        .entities(tenant, tx -> reader.one(Statements.of(tx), scheduleId, range.from(), now))
        .flatMap(schedule -> computing.of(() -> page(schedule, duty, after, most, now, range)))
        .flatMap(
            page ->
                page.more() || last
                    ? Uni.createFrom().item(page)
                    : look(tenant, scheduleId, duty, after, most, now, step + 1));
  }

  /** What began before the range is known only in part. */
  private static Page page(
      Planned schedule, Duty duty, Optional<Place> after, int most, Instant now, Range range) {
    OnCall onCall = schedule.onCall();
    List<Shift> over =
        onCall.over(duty, range).stream()
            .filter(shift -> !shift.end().isAfter(now))
            .filter(shift -> shift.start().isAfter(range.from()))
            .filter(shift -> after.isEmpty() || after.get().isBefore(shift))
            .sorted(NEWEST_FIRST)
            .limit(most + 1L)
            .toList();
    return new Page(schedule, over.stream().limit(most).toList(), over.size() > most, Map.of());
  }
}
