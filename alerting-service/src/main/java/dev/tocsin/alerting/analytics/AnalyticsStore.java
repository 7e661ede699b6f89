package dev.tocsin.alerting.analytics;

import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.analytics.Report.Answers;
import dev.tocsin.alerting.analytics.Report.Kind;
import dev.tocsin.alerting.analytics.Report.Load;
import dev.tocsin.alerting.analytics.Report.Noisy;
import dev.tocsin.alerting.analytics.Report.Share;
import dev.tocsin.alerting.analytics.Report.Spread;
import dev.tocsin.alerting.analytics.Report.Volume;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Counts in the database: a few statements, whatever the number of alerts. */
@Singleton
class AnalyticsStore {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CANCELLED = "57014";

  private final Database database;

  AnalyticsStore(@ServiceDatabase("alerting") Database database) {
    this.database = database;
  }

  /** Whoever was paged or has answered. */
  Uni<Set<String>> people(UUID tenant, Range range) {
    return patiently(
        tenant,
        tx ->
            tx.preparedQuery(Statements.PEOPLE)
                .execute(ids(tenant, range))
                .map(rows -> rows(rows).map(row -> row.getString(0)).collect(Collectors.toSet())));
  }

  /**
   * Everything. Fails with {@code Invalid} when it takes too long.
   *
   * @param homes where people live; of others no page is one at night
   */
  Uni<Report> count(UUID tenant, Range range, Map<String, ZoneId> homes) {
    return patiently(
        tenant,
        tx ->
            Uni.combine()
                .all()
                .unis(
                    tx.preparedQuery(Statements.DAYS)
                        .execute(ids(tenant, range).addValue(dayStarts(range))),
                    tx.preparedQuery(Statements.PAGES).execute(pages(tenant, range, homes)),
                    tx.preparedQuery(Statements.ANSWERS).execute(ids(tenant, range)),
                    tx.preparedQuery(Statements.NOISIEST).execute(ids(tenant, range)),
                    tx.preparedQuery(Statements.SHARES).execute(ids(tenant, range)))
                .with(
                    (days, pages, answers, noisiest, shares) ->
                        new Report(
                            range,
                            days(range.days().size(), days, pages),
                            answers(answers.iterator().next()),
                            rows(noisiest).map(AnalyticsStore::noisy).toList(),
                            rows(pages).flatMap(row -> load(row).stream()).toList(),
                            rows(shares).map(AnalyticsStore::share).toList())));
  }

  private <T> Uni<T> patiently(UUID tenant, Function<SqlConnection, Uni<T>> work) {
    return database
        .inTenant(
            tenant,
            tx ->
                tx.query("SET LOCAL statement_timeout = " + PATIENCE.toMillis())
                    .execute()
                    .chain(set -> work.apply(tx)))
        .onFailure(failure -> failure instanceof PgException e && CANCELLED.equals(e.getSqlState()))
        .transform(
            failure ->
                Invalid.field(
                    "start_time",
                    "there is more in this range than can be counted in %d seconds: begin later"
                        .formatted(PATIENCE.toSeconds())));
  }

  private static Tuple ids(UUID tenant, Range range) {
    return Tuple.of(tenant, Ids.first(range.from()), Ids.first(range.until()));
  }

  static Tuple pages(UUID tenant, Range range, Map<String, ZoneId> homes) {
    Map<ZoneId, String> nights =
        homes.values().stream().distinct().collect(Collectors.toMap(home -> home, range::nights));
    List<Map.Entry<String, ZoneId>> people = List.copyOf(homes.entrySet());
    return ids(tenant, range)
        .addValue(dayStarts(range))
        .addArrayOfString(people.stream().map(Map.Entry::getKey).toArray(String[]::new))
        .addArrayOfString(
            people.stream().map(each -> nights.get(each.getValue())).toArray(String[]::new));
  }

  private static OffsetDateTime[] dayStarts(Range range) {
    return range.dayStarts().stream()
        .map((Instant at) -> at.atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }

  private static List<Volume> days(int count, RowSet<Row> opened, RowSet<Row> paged) {
    List<Volume> days = new ArrayList<>(Collections.nCopies(count, Volume.NONE));
    rows(opened)
        .forEach(
            row -> add(days, row.getInteger(0), new Volume(row.getLong(1), row.getLong(2), 0, 0)));
    rows(paged)
        .filter(row -> !row.getBoolean(0))
        .forEach(
            row -> add(days, row.getInteger(1), new Volume(0, 0, row.getLong(3), row.getLong(4))));
    return days;
  }

  /** Ids are by the millisecond: a time may lie a little before the range of its id. */
  private static void add(List<Volume> days, int place, Volume more) {
    int day = Math.max(1, place) - 1;
    days.set(day, days.get(day).plus(more));
  }

  private static Optional<Load> load(Row row) {
    return row.getBoolean(0) && row.getString(2) != null
        ? Optional.of(new Load(row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)))
        : Optional.empty();
  }

  private static Answers answers(Row row) {
    return new Answers(
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        spread(row, 6),
        spread(row, 9));
  }

  private static Noisy noisy(Row row) {
    return new Noisy(
        row.getString(0),
        row.getString(1),
        Severity.of(row.getShort(2)),
        row.getUUID(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }

  private static Share share(Row row) {
    @Nullable String key = row.getString(2);
    return new Share(
        Kind.of(row.getInteger(1)),
        key == null ? "" : key,
        row.getString(0),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        spread(row, 6));
  }

  private static Spread spread(Row row, int first) {
    return new Spread(row.getLong(first), seconds(row, first + 1), seconds(row, first + 2));
  }

  private static Optional<Duration> seconds(Row row, int column) {
    return Optional.ofNullable(row.getDouble(column))
        .map(seconds -> Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000)));
  }

  private static Stream<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }
}
