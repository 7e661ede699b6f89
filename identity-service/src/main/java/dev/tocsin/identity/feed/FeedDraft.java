package dev.tocsin.identity.feed;

import dev.tocsin.identity.Zones;
import dev.tocsin.identity.feed.Feed.Origin;
import dev.tocsin.identity.feed.Feed.Report;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An imported calendar as somebody wants it.
 *
 * @param url its address; may be empty
 * @param content its text; may be empty
 * @param refresh how often it is fetched; null for the usual
 */
record FeedDraft(
    String name, String url, String content, String timeZone, @Nullable Duration refresh) {

  static final Duration USUAL = Duration.ofMinutes(30);
  static final Duration SHORTEST = Duration.ofMinutes(5);
  static final Duration LONGEST = Duration.ofDays(1);

  /** Fails with {@link Invalid}, naming the field. */
  FeedDraft {
    if (!timeZone.isEmpty()) {
      Zones.known("feed.time_zone", timeZone);
    }
    if (refresh != null && (refresh.compareTo(SHORTEST) < 0 || refresh.compareTo(LONGEST) > 0)) {
      throw Invalid.field(
          "feed.refresh_interval", "must be from 5 minutes (300s) to a day (86400s)");
    }
  }

  void mustHaveOneSource() {
    if (name.isBlank()) {
      throw Invalid.field("feed.name", "must not be empty");
    }
    if (url.isBlank() == content.isBlank()) {
      throw Invalid.field("feed.url", "give either an address or the text itself (content)");
    }
  }

  FeedDraft withoutContent() {
    return new FeedDraft(name, url, "", timeZone, refresh);
  }

  ZoneId zone() {
    return timeZone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(timeZone);
  }

  /** The calendar before it was ever read. */
  Feed first(UUID tenant, UUID id, FeedAddress addresses, Instant now) {
    Feed bare =
        new Feed(
            tenant,
            id,
            name.strip(),
            null,
            "",
            timeZone,
            refresh == null ? USUAL : refresh,
            Optional.empty(),
            Origin.NONE,
            Report.NONE,
            now,
            now);
    return url.isBlank() ? pasted(bare) : addressed(bare, addresses);
  }

  /** A stored calendar with these fields changed. */
  Feed applied(Feed feed, ChangedFields fields, FeedAddress addresses) {
    if (fields.contains("url") && fields.contains("content")) {
      throw Invalid.field("feed.url", "give either an address or the text itself (content)");
    }
    if (fields.contains("name") && name.isBlank()) {
      throw Invalid.field("feed.name", "must not be empty");
    }
    Duration every = refresh == null ? USUAL : refresh;
    Feed changed =
        new Feed(
            feed.tenant(),
            feed.id(),
            fields.contains("name") ? name.strip() : feed.name(),
            feed.sealedUrl(),
            feed.shownUrl(),
            fields.contains("time_zone") ? timeZone : feed.timeZone(),
            fields.contains("refresh_interval") ? every : feed.refresh(),
            feed.content(),
            feed.origin(),
            feed.report(),
            feed.createTime(),
            feed.updateTime());
    if (fields.contains("url")) {
      return addressed(changed, addresses);
    }
    return fields.contains("content") ? pasted(changed) : changed;
  }

  private Feed addressed(Feed feed, FeedAddress addresses) {
    URI uri = FeedAddress.read("feed.url", url);
    return with(feed, addresses.sealed(feed.tenant(), uri), FeedAddress.shown(uri), feed.content());
  }

  private Feed pasted(Feed feed) {
    if (content.isBlank()) {
      throw Invalid.field("feed.content", "must not be empty");
    }
    return with(feed, null, "", Optional.of(content.replace("\0", "")));
  }

  private static Feed with(
      Feed feed, byte @Nullable [] sealed, String shown, Optional<String> content) {
    return new Feed(
        feed.tenant(),
        feed.id(),
        feed.name(),
        sealed,
        shown,
        feed.timeZone(),
        feed.refresh(),
        content,
        Origin.NONE,
        feed.report(),
        feed.createTime(),
        feed.updateTime());
  }
}
