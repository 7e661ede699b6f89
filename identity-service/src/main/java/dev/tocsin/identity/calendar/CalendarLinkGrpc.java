package dev.tocsin.identity.calendar;

import com.google.protobuf.Empty;
import dev.tocsin.identity.calendar.CalendarLink.Shows;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.CreateCalendarLinkRequest;
import dev.tocsin.proto.identity.v1.CreateCalendarLinkResponse;
import dev.tocsin.proto.identity.v1.ListCalendarLinksRequest;
import dev.tocsin.proto.identity.v1.ListCalendarLinksResponse;
import dev.tocsin.proto.identity.v1.MutinyCalendarLinkServiceGrpc;
import dev.tocsin.proto.identity.v1.RevokeCalendarLinkRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Secret addresses of calendars as RPCs. */
@GrpcService
@Singleton
public class CalendarLinkGrpc extends MutinyCalendarLinkServiceGrpc.CalendarLinkServiceImplBase {

  private static final String LIST = "calendar links";

  private final CalendarLinks links;
  private final String publicUrl;

  CalendarLinkGrpc(
      CalendarLinks links,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.links = links;
    this.publicUrl = publicUrl.endsWith("/") ? publicUrl : publicUrl + "/";
  }

  @Override
  public Uni<CreateCalendarLinkResponse> createCalendarLink(CreateCalendarLinkRequest request) {
    Caller caller = Caller.current();
    return links
        .create(caller, shows(caller, request), request.getLabel().strip())
        .map(
            made ->
                CreateCalendarLinkResponse.newBuilder()
                    .setLink(message(made.link()))
                    .setUrl(publicUrl + "api/v1/calendars/" + made.secret() + ".ics")
                    .build());
  }

  private static Shows shows(Caller caller, CreateCalendarLinkRequest request) {
    String user = request.getUserId();
    if (request.getScheduleId().isEmpty() == user.isEmpty()) {
      throw Invalid.field(
          "schedule_id", "name either a schedule, or a user (user_id), whose shifts it shows");
    }
    if (user.isEmpty()) {
      return new Shows.ScheduleShifts(UUID.fromString(request.getScheduleId()));
    }
    if (!user.equals("me")) {
      return new Shows.PersonShifts(UUID.fromString(user));
    }
    if (caller.kind() != Caller.Kind.USER) {
      throw Invalid.field(
          "user_id",
          "'me' is for people who are signed in: name a user, for you are " + caller.actor());
    }
    return new Shows.PersonShifts(UUID.fromString(caller.id()));
  }

  @Override
  public Uni<ListCalendarLinksResponse> listCalendarLinks(ListCalendarLinksRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    var after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(
                key ->
                    new CalendarLinkStore.Place(
                        Instant.parse(key.get(0)), UUID.fromString(key.get(1))));
    return links.list(Caller.current(), after, size + 1).map(found -> page(found, size));
  }

  @Override
  public Uni<Empty> revokeCalendarLink(RevokeCalendarLinkRequest request) {
    return links
        .revoke(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private static ListCalendarLinksResponse page(List<CalendarLink> links, int size) {
    var page = Page.cut(links, size, LIST, link -> List.of(link.createTime(), link.id()));
    return ListCalendarLinksResponse.newBuilder()
        .addAllLinks(page.rows(CalendarLinkGrpc::message))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static dev.tocsin.proto.identity.v1.CalendarLink message(CalendarLink link) {
    var message =
        dev.tocsin.proto.identity.v1.CalendarLink.newBuilder()
            .setId(link.id().toString())
            .setLabel(link.label())
            .setMaskedSecret(link.maskedSecret())
            .setOwnerId(link.owner().map(UUID::toString).orElse(""))
            .setCreateTime(ProtoTime.of(link.createTime()));
    switch (link.shows()) {
      case Shows.ScheduleShifts s -> message.setScheduleId(s.schedule().toString());
      case Shows.PersonShifts p -> message.setUserId(p.person().toString());
    }
    link.lastUsedTime().map(ProtoTime::of).ifPresent(message::setLastUsedTime);
    return message.build();
  }
}
