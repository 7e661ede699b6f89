package dev.tocsin.identity.feed;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.NamedEntities;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.CalendarFeed;
import dev.tocsin.proto.identity.v1.CalendarFeedEvent;
import dev.tocsin.proto.identity.v1.CreateCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.DeleteCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.GetCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.ListCalendarFeedEventsRequest;
import dev.tocsin.proto.identity.v1.ListCalendarFeedEventsResponse;
import dev.tocsin.proto.identity.v1.ListCalendarFeedsRequest;
import dev.tocsin.proto.identity.v1.ListCalendarFeedsResponse;
import dev.tocsin.proto.identity.v1.MutinyCalendarFeedServiceGrpc;
import dev.tocsin.proto.identity.v1.RefreshCalendarFeedRequest;
import dev.tocsin.proto.identity.v1.UpdateCalendarFeedRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Imported calendars as RPCs. */
@GrpcService
@Singleton
public class CalendarFeedGrpc extends MutinyCalendarFeedServiceGrpc.CalendarFeedServiceImplBase {

  private static final String LIST = "calendar feeds";
  private static final Duration NEXT = Duration.ofDays(90);
  private static final Duration LONGEST = Duration.ofDays(400);
  private static final int MOST_EVENTS = 1_000;

  private final Feeds feeds;
  private final TocsinClock clock;

  CalendarFeedGrpc(Feeds feeds, TocsinClock clock) {
    this.feeds = feeds;
    this.clock = clock;
  }

  @Override
  public Uni<CalendarFeed> createCalendarFeed(CreateCalendarFeedRequest request) {
    return feeds.create(Caller.current(), draft(request.getFeed())).map(CalendarFeedGrpc::message);
  }

  @Override
  public Uni<CalendarFeed> getCalendarFeed(GetCalendarFeedRequest request) {
    return feeds
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(CalendarFeedGrpc::message);
  }

  @Override
  public Uni<ListCalendarFeedsResponse> listCalendarFeeds(ListCalendarFeedsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    var after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(key -> new NamedEntities.Place(key.get(0), UUID.fromString(key.get(1))));
    return feeds.list(Caller.current().tenantId(), after, size + 1).map(found -> page(found, size));
  }

  @Override
  public Uni<CalendarFeed> updateCalendarFeed(UpdateCalendarFeedRequest request) {
    ChangedFields fields =
        ChangedFields.of(
            request.getUpdateMask(), "name", "url", "content", "time_zone", "refresh_interval");
    return feeds
        .update(Caller.current(), id(request.getFeed().getId()), draft(request.getFeed()), fields)
        .map(CalendarFeedGrpc::message);
  }

  @Override
  public Uni<Empty> deleteCalendarFeed(DeleteCalendarFeedRequest request) {
    return feeds
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<CalendarFeed> refreshCalendarFeed(RefreshCalendarFeedRequest request) {
    return feeds
        .refreshed(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(CalendarFeedGrpc::message);
  }

  @Override
  public Uni<ListCalendarFeedEventsResponse> listCalendarFeedEvents(
      ListCalendarFeedEventsRequest request) {
    Instant from =
        request.hasStartTime()
            ? ProtoTime.instant("start_time", request.getStartTime())
            : clock.now();
    Instant until =
        request.hasEndTime()
            ? ProtoTime.instant("end_time", request.getEndTime())
            : from.plus(NEXT);
    if (!from.isBefore(until) || until.isAfter(from.plus(LONGEST))) {
      throw Invalid.field("end_time", "must lie after the start, by at most 400 days");
    }
    return feeds
        .shifts(
            Caller.current().tenantId(),
            UUID.fromString(request.getId()),
            from,
            until,
            MOST_EVENTS + 1)
        .map(
            found ->
                ListCalendarFeedEventsResponse.newBuilder()
                    .addAllEvents(
                        found.stream().limit(MOST_EVENTS).map(CalendarFeedGrpc::message).toList())
                    .setMore(found.size() > MOST_EVENTS)
                    .build());
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Invalid.field("feed.id", "'" + text + "' is not an id");
    }
  }

  private static FeedDraft draft(CalendarFeed feed) {
    return new FeedDraft(
        feed.getName(),
        feed.getUrl(),
        feed.getContent(),
        feed.getTimeZone(),
        feed.hasRefreshInterval()
            ? Duration.ofSeconds(
                feed.getRefreshInterval().getSeconds(), feed.getRefreshInterval().getNanos())
            : null);
  }

  private static ListCalendarFeedsResponse page(List<Feeds.Seen> feeds, int size) {
    var page = Page.cut(feeds, size, LIST, seen -> List.of(seen.feed().name(), seen.feed().id()));
    return ListCalendarFeedsResponse.newBuilder()
        .addAllFeeds(page.rows(CalendarFeedGrpc::message))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static CalendarFeed message(Feeds.Seen seen) {
    Feed feed = seen.feed();
    Feed.Report report = feed.report();
    CalendarFeed.Builder message =
        CalendarFeed.newBuilder()
            .setId(feed.id().toString())
            .setName(feed.name())
            .setUrl(feed.shownUrl())
            .setTimeZone(feed.timeZone())
            .setRefreshInterval(ProtoTime.of(feed.refresh()))
            .setCalendarName(report.calendarName())
            .setEventCount(seen.outlook().events())
            .addAllProblems(report.problems())
            .addAllUnmappedNames(seen.outlook().unmapped())
            .setError(report.error())
            .setCreateTime(ProtoTime.of(feed.createTime()))
            .setUpdateTime(ProtoTime.of(feed.updateTime()));
    report.attemptTime().map(ProtoTime::of).ifPresent(message::setAttemptTime);
    report.successTime().map(ProtoTime::of).ifPresent(message::setSuccessTime);
    return message.build();
  }

  private static CalendarFeedEvent message(Shift shift) {
    return CalendarFeedEvent.newBuilder()
        .setStartTime(ProtoTime.of(shift.start()))
        .setEndTime(ProtoTime.of(shift.end()))
        .setSummary(shift.summary())
        .addAllUserIds(shift.users().stream().map(UUID::toString).toList())
        .addAllUnmappedNames(shift.unmapped())
        .build();
  }
}
