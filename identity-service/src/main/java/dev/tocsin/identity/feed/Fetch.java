package dev.tocsin.identity.feed;

import dev.tocsin.identity.feed.Feed.Origin;
import dev.tocsin.identity.ical.IcalText;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.platform.outbound.OutboundResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gets the text of a calendar from its address, through the guarded client. */
@Singleton
class Fetch {

  private static final int MOST_REDIRECTS = 3;

  /** What came of it. */
  sealed interface Got {

    /** A copy. */
    record Copy(String text, Origin origin) implements Got {}

    /** The copy at hand is the newest. */
    record Unchanged() implements Got {}

    /**
     * None.
     *
     * @param reason in words, without the address
     */
    record Failed(String reason) implements Got {}
  }

  private final OutboundHttp http;
  private final FeedConfig config;

  Fetch(OutboundHttp http, FeedConfig config) {
    this.http = http;
    this.config = config;
  }

  /** Never fails; resumes on the caller's Vert.x context. */
  Uni<Got> from(URI address, Origin known) {
    return from(address, known, MOST_REDIRECTS);
  }

  private Uni<Got> from(URI address, Origin known, int redirects) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "text/calendar, text/plain;q=0.5, */*;q=0.1");
    headers.put("User-Agent", "Tocsin");
    if (isHeader(known.etag())) {
      headers.put("If-None-Match", known.etag());
    } else if (isHeader(known.lastModified())) {
      headers.put("If-Modified-Since", known.lastModified());
    }
    Duration time = config.timeout().dividedBy(MOST_REDIRECTS + 1L - redirects);
    return http.send(new OutboundRequest("GET", address, headers, new byte[0], time))
        .chain(
            response ->
                switch (response) {
                  case OutboundResponse.Answered answered ->
                      answered(address, answered, known, redirects);
                  case OutboundResponse.NotSent no -> failed(no.reason());
                  case OutboundResponse.Unanswered no -> failed(no.reason());
                });
  }

  private static boolean isHeader(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private Uni<Got> answered(
      URI address, OutboundResponse.Answered answered, Origin known, int redirects) {
    int status = answered.status();
    if (status == 304) {
      return Uni.createFrom().item(new Got.Unchanged());
    }
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
      return redirected(address, answered, known, redirects);
    }
    if (status != 200) {
      return failed("The other side answered with status " + status);
    }
    if (answered.truncated()) {
      return failed(
          "The calendar is longer than %d bytes (tocsin.outbound.max-response-bytes)"
              .formatted(answered.body().length));
    }
    Origin origin =
        new Origin(answered.header("etag").orElse(""), answered.header("last-modified").orElse(""));
    return Uni.createFrom().item(new Got.Copy(IcalText.of(answered.body()), origin));
  }

  /** Each step goes through the guard, and none from https to http. */
  private Uni<Got> redirected(
      URI address, OutboundResponse.Answered answered, Origin known, int redirects) {
    if (redirects == 0) {
      return failed("The other side redirects more than " + MOST_REDIRECTS + " times");
    }
    Optional<URI> next = answered.header("location").flatMap(to -> resolved(address, to));
    if (next.isEmpty()) {
      return failed("The other side redirects to an address that is none");
    }
    if (isSecure(address) && !isSecure(next.get())) {
      return failed("The other side redirects from https to " + next.get().getScheme());
    }
    return from(next.get(), known, redirects - 1);
  }

  private static boolean isSecure(URI address) {
    return "https".equals(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT));
  }

  private static Optional<URI> resolved(URI base, String location) {
    try {
      return Optional.of(base.resolve(location.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Uni<Got> failed(String reason) {
    return Uni.createFrom().item(new Got.Failed(reason));
  }
}
