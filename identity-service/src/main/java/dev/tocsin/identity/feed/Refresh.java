package dev.tocsin.identity.feed;

import dev.tocsin.identity.feed.Feed.Origin;
import dev.tocsin.identity.feed.Feed.Report;
import dev.tocsin.identity.ical.BadCalendar;
import dev.tocsin.identity.ical.IcalWork;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.TocsinException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Brings the shifts of an imported calendar up to date: fetches it, reads it on a worker, and
 * writes what changed in one transaction. When it cannot be fetched or understood, the last good
 * copy is read instead, for time has moved on, and so may the users have.
 */
@Singleton
class Refresh {

  private static final Logger LOG = Logger.getLogger(Refresh.class);

  private final Database database;
  private final FeedStore feeds;
  private final ShiftStore shifts;
  private final DayStore days;
  private final FeedAddress addresses;
  private final Fetch fetch;
  private final IcalWork work;
  private final FeedConfig config;

  Refresh(
      @ServiceDatabase("identity") Database database,
      FeedStore feeds,
      ShiftStore shifts,
      DayStore days,
      FeedAddress addresses,
      Fetch fetch,
      IcalWork work,
      FeedConfig config) {
    this.database = database;
    this.feeds = feeds;
    this.shifts = shifts;
    this.days = days;
    this.addresses = addresses;
    this.fetch = fetch;
    this.work = work;
    this.config = config;
  }

  /** A text to read, and whether it is new. */
  private record Source(Optional<String> text, boolean isNew, Origin origin, String error) {}

  /** A text that was read, or why not. */
  private record Read(Source source, Optional<Reading> reading, String error) {}

  /** Does it; NotFound when there is no such calendar. */
  Uni<Void> of(UUID tenant, UUID id) {
    return database
        .inTenant(
            tenant,
            tx ->
                feeds
                    .get(tx, id)
                    .chain(
                        feed ->
                            shifts
                                .people(tx)
                                .map(people -> new Before(feed, new Directory(people)))))
        .chain(
            before ->
                Uni.createFrom()
                    .deferred(() -> source(before.feed()))
                    .chain(source -> read(before, source))
                    .chain(read -> write(before.feed(), read))
                    .onFailure(failure -> !(failure instanceof NotFound))
                    .recoverWithUni(failure -> tell(before.feed(), failure)));
  }

  /** Whoever looks at the calendar has to see that it stands still, not only who reads the log. */
  private Uni<Void> tell(Feed feed, Throwable failure) {
    LOG.warnf(
        "tenant=%s imported calendar %s not brought up to date: %s",
        feed.tenant(), feed.id(), failure);
    String error =
        failure instanceof TocsinException
            ? Objects.requireNonNullElse(failure.getMessage(), "")
            : "";
    String told =
        error.isEmpty()
            ? "it could not be read (%s)".formatted(failure.getClass().getSimpleName())
            : error;
    Source none = new Source(Optional.empty(), false, feed.origin(), told);
    return write(feed, new Read(none, Optional.empty(), told));
  }

  private record Before(Feed feed, Directory people) {}

  private Uni<Source> source(Feed feed) {
    byte[] sealed = feed.sealedUrl();
    if (sealed == null) {
      return Uni.createFrom().item(new Source(feed.content(), true, Origin.NONE, ""));
    }
    Origin known = feed.content().isPresent() ? feed.origin() : Origin.NONE;
    return fetch
        .from(addresses.open(feed.tenant(), sealed), known)
        .map(
            got ->
                switch (got) {
                  case Fetch.Got.Copy copy ->
                      new Source(
                          Optional.of(copy.text().replace("\0", "")), true, copy.origin(), "");
                  case Fetch.Got.Unchanged same -> new Source(feed.content(), false, known, "");
                  case Fetch.Got.Failed failed ->
                      new Source(feed.content(), false, known, failed.reason());
                });
  }

  private Uni<Read> read(Before before, Source source) {
    if (source.text().isEmpty()) {
      return Uni.createFrom().item(new Read(source, Optional.empty(), source.error()));
    }
    return reading(before, source.text().get())
        .map(reading -> new Read(source, Optional.of(reading), source.error()))
        .onFailure(BadCalendar.class)
        .recoverWithUni(
            bad -> {
              String error = Objects.requireNonNullElse(bad.getMessage(), "");
              // What is at hand was understood once: it stays, though something else came now.
              Source old =
                  new Source(before.feed().content(), false, before.feed().origin(), error);
              return source.isNew() && before.feed().sealedUrl() != null && old.text().isPresent()
                  ? read(before, old)
                  : Uni.createFrom().item(new Read(old, Optional.empty(), error));
            });
  }

  private Uni<Reading> reading(Before before, String text) {
    Instant now = database.clock().now();
    return work.of(
        () ->
            Reading.of(
                text,
                before.feed().zone(),
                before.people(),
                now,
                Duration.ofDays(config.nextDays())));
  }

  private Uni<Void> write(Feed before, Read read) {
    Instant now = database.clock().now();
    return database.inTenant(
        before.tenant(),
        tx ->
            feeds
                .lock(tx, before.id())
                .chain(
                    found -> {
                      Feed feed = found.orElseThrow(() -> FeedStore.missing(before.id()));
                      // Its settings have changed meanwhile: whoever changed them reads it anew.
                      return feed.updateTime().equals(before.updateTime())
                          ? write(tx, feed, read, now)
                          : Uni.createFrom().voidItem();
                    }));
  }

  private Uni<Void> write(SqlConnection tx, Feed feed, Read read, Instant now) {
    boolean good = read.error().isEmpty();
    Report was = feed.report();
    Report report =
        new Report(
            read.reading().map(Reading::name).orElse(was.calendarName()),
            read.reading().map(Reading::problems).orElse(was.problems()),
            Optional.of(now),
            good ? Optional.of(now) : was.successTime(),
            read.error());
    Source source = read.source();
    return feeds
        .report(
            tx,
            feed.id(),
            source.isNew() && good ? source.text() : Optional.empty(),
            good ? source.origin() : feed.origin(),
            report,
            now.plus(feed.refresh()))
        .chain(
            written ->
                read.reading()
                    .map(
                        reading ->
                            shifts(tx, feed, reading, now)
                                .chain(() -> days(tx, feed, reading, now)))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> days(SqlConnection tx, Feed feed, Reading reading, Instant now) {
    return reading
        .days()
        .map(found -> days.write(tx, feed.tenant(), feed.id(), found, now))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> shifts(SqlConnection tx, Feed feed, Reading reading, Instant now) {
    boolean first = feed.report().successTime().isEmpty();
    return shifts
        .open(tx, feed.id(), now)
        .map(open -> ShiftChanges.of(open, reading.shifts(), first, now))
        .chain(changes -> shifts.apply(tx, feed.tenant(), feed.id(), changes, now));
  }
}
