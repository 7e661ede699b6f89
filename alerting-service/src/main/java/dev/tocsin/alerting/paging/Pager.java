package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.timeline.Reason;
import dev.tocsin.alerting.timeline.Structs;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.error.TocsinException;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.Delivery;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import dev.tocsin.proto.notification.v1.SendNotificationResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Hands pages to notification-service. The same key is handed over once, however often it is tried;
 * a refusal for good is an answer, and only a service that does not answer is a failure, to be
 * tried again.
 */
@Singleton
public class Pager {

  private final PageCalls calls;

  Pager(PageCalls calls) {
    this.calls = calls;
  }

  /**
   * What is to be handed over.
   *
   * @param key unique for the wish, the same for its repetitions; at most 200 characters
   * @param template the template set; empty for the tenant's own
   * @param context what templates may use
   */
  public record Wish(
      UUID tenant, String key, UUID group, Optional<UUID> template, Map<String, Object> context) {}

  /**
   * What became of a page.
   *
   * @param reached did notification-service take it for at least one destination?
   * @param reasons one for what was taken, one for each destination that was not
   */
  public record Sent(boolean reached, List<Reason> reasons) {}

  /** One delivery that notification-service has queued. */
  record Taken(String delivery, String channel, String spoken) {}

  /** Hands one page over; fails only when trying again may help. */
  public Uni<Sent> send(Page page, Wish wish) {
    return call(page, wish)
        .onFailure(NotFound.class)
        .recoverWithUni(
            failure ->
                wish.template().isPresent()
                    // A template that was deleted must not silence the page.
                    ? call(page, withoutTemplate(wish))
                    : Uni.createFrom().failure(failure))
        // Another body under the key: an earlier attempt was taken, and what it told has changed
        // since.
        .onFailure(Conflict.class)
        .recoverWithItem(() -> new Sent(true, List.of(PagingReasons.pagedBefore(page))))
        .onFailure(Pager::isForGood)
        .recoverWithItem(failure -> refused(page, failure));
  }

  private Uni<Sent> call(Page page, Wish wish) {
    return calls.send(wish.tenant(), request(page, wish)).map(answer -> sent(page, answer));
  }

  private static SendNotificationRequest request(Page page, Wish wish) {
    SendNotificationRequest.Builder request =
        SendNotificationRequest.newBuilder()
            .setIdempotencyKey(wish.key())
            .setTemplateId(wish.template().map(UUID::toString).orElse(""))
            .setEventKind(EventKind.EVENT_KIND_PAGE)
            .setRenderContext(Structs.of(wish.context()))
            .setAlertGroupId(wish.group().toString())
            .setPartial(true);
    for (Destination destination : page.destinations()) {
      request.addDestinations(message(destination, page.user()));
    }
    return request.build();
  }

  static dev.tocsin.proto.notification.v1.Destination message(
      Destination destination, Optional<UUID> user) {
    return dev.tocsin.proto.notification.v1.Destination.newBuilder()
        .setKind(destination.medium().map(Pager::kind).orElse(ChannelKind.CHANNEL_KIND_UNSPECIFIED))
        .setChannelId(destination.channel().map(UUID::toString).orElse(""))
        .setAddress(destination.address())
        .setLocale(destination.locale())
        .setUserId(user.map(UUID::toString).orElse(""))
        .build();
  }

  private static Sent sent(Page page, SendNotificationResponse answer) {
    List<Reason> reasons = new ArrayList<>();
    if (answer.getDeliveriesCount() > 0) {
      reasons.add(
          PagingReasons.paged(
              page, answer.getDeliveriesList().stream().map(Pager::taken).toList()));
    }
    answer
        .getRefusedList()
        .forEach(
            refusal ->
                reasons.add(
                    PagingReasons.refused(
                        page, word(refusal.getDestination().getKind()), refusal.getReason())));
    return new Sent(answer.getDeliveriesCount() > 0, reasons);
  }

  private static Sent refused(Page page, Throwable failure) {
    String why = failure instanceof TocsinException known ? known.explanation() : "refused";
    return new Sent(false, List.of(PagingReasons.refused(page, "", why)));
  }

  private static boolean isForGood(Throwable failure) {
    return failure instanceof Invalid
        || failure instanceof NotFound
        || failure instanceof Precondition;
  }

  private static Wish withoutTemplate(Wish wish) {
    return new Wish(wish.tenant(), wish.key(), wish.group(), Optional.empty(), wish.context());
  }

  private static ChannelKind kind(Medium medium) {
    return switch (medium) {
      case SLACK -> ChannelKind.CHANNEL_KIND_SLACK;
      case EMAIL -> ChannelKind.CHANNEL_KIND_EMAIL;
      case SMS -> ChannelKind.CHANNEL_KIND_SMS;
    };
  }

  private static Taken taken(Delivery delivery) {
    return new Taken(
        delivery.getId(), word(delivery.getChannelKind()), spoken(delivery.getChannelKind()));
  }

  private static String word(ChannelKind kind) {
    return switch (kind) {
      case CHANNEL_KIND_SLACK -> Medium.SLACK.word();
      case CHANNEL_KIND_EMAIL -> Medium.EMAIL.word();
      case CHANNEL_KIND_SMS -> Medium.SMS.word();
      case CHANNEL_KIND_WEBHOOK -> "webhook";
      case CHANNEL_KIND_SLACK_WEBHOOK -> "slack_webhook";
      case CHANNEL_KIND_DISCORD -> "discord";
      case CHANNEL_KIND_UNSPECIFIED, UNRECOGNIZED -> "channel";
    };
  }

  private static String spoken(ChannelKind kind) {
    return switch (kind) {
      case CHANNEL_KIND_SLACK, CHANNEL_KIND_SLACK_WEBHOOK -> Medium.SLACK.spoken();
      case CHANNEL_KIND_EMAIL -> Medium.EMAIL.spoken();
      case CHANNEL_KIND_SMS -> Medium.SMS.spoken();
      case CHANNEL_KIND_WEBHOOK -> "webhook";
      case CHANNEL_KIND_DISCORD -> "Discord";
      case CHANNEL_KIND_UNSPECIFIED, UNRECOGNIZED -> "its channel";
    };
  }
}
