package dev.tocsin.identity.swap;

import static dev.tocsin.identity.notice.Notice.time;

import dev.tocsin.identity.notice.Notice;
import dev.tocsin.identity.schedule.Roster;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the parties of a swap are told. Pure.
 *
 * @param schedule name of the schedule
 * @param names of people by id
 */
record SwapNotices(UUID scheduleId, String schedule, Map<UUID, String> names) {

  /** To those who are asked, and to the owner when somebody else asked for it. */
  List<Notice> requested(SwapRecord swap, Collection<UUID> asked, boolean byOwner) {
    String owner = name(swap.userId);
    String wish =
        swap.askedUserId == null
            ? "%s looks for somebody to take a shift on %s"
            : "%s asks you to take a shift on %s";
    List<Notice> notices = new ArrayList<>();
    asked.forEach(
        user ->
            notices.add(
                notice(
                    swap, user, "swap_requested", wish.formatted(owner, schedule), times(swap))));
    if (!byOwner) {
      notices.add(
          notice(
              swap,
              swap.userId,
              "swap_requested",
              "Somebody was asked to take your shift on " + schedule,
              times(swap)));
    }
    return notices;
  }

  /** To both parties. */
  List<Notice> accepted(SwapRecord swap, UUID taker) {
    return List.of(
        notice(
            swap,
            swap.userId,
            "swap_accepted",
            "%s takes your shift on %s".formatted(name(taker), schedule),
            times(swap)),
        notice(
            swap,
            taker,
            "swap_accepted",
            "You take %s's shift on %s".formatted(name(swap.userId), schedule),
            times(swap)));
  }

  /** To the owner, and to the person asked. */
  List<Notice> declined(SwapRecord swap, UUID asked) {
    return List.of(
        notice(
            swap,
            swap.userId,
            "swap_declined",
            "%s does not take your shift on %s".formatted(name(asked), schedule),
            times(swap) + " It stays yours."),
        notice(
            swap,
            asked,
            "swap_declined",
            "You do not take %s's shift on %s".formatted(name(swap.userId), schedule),
            times(swap)));
  }

  /** To those who were asked, and to the owner. */
  List<Notice> cancelled(SwapRecord swap, Collection<UUID> asked) {
    List<Notice> notices = new ArrayList<>();
    String title = "%s's shift on %s need not be taken any more";
    asked.forEach(
        user ->
            notices.add(
                notice(
                    swap,
                    user,
                    "swap_cancelled",
                    title.formatted(name(swap.userId), schedule),
                    times(swap))));
    notices.add(
        notice(
            swap,
            swap.userId,
            "swap_cancelled",
            "Your shift on %s stays yours".formatted(schedule),
            times(swap) + " The request was taken back."));
    return notices;
  }

  /** To the owner. */
  List<Notice> expired(SwapRecord swap) {
    return List.of(
        notice(
            swap,
            swap.userId,
            "swap_expired",
            "Nobody took your shift on " + schedule,
            times(swap) + " It is yours."));
  }

  /** To those who were replaced, and to who takes over. */
  List<Notice> taken(UUID what, UUID taker, List<Roster.Part> parts) {
    List<Notice> notices = new ArrayList<>();
    for (Roster.Part part : parts) {
      notices.add(
          notice(
              id(what, "taken " + part.start(), part.person()),
              part.person(),
              "shift_taken",
              "%s takes your shift on %s".formatted(name(taker), schedule),
              from(part.start(), part.end())));
      notices.add(
          notice(
              id(what, "takes " + part.start(), taker),
              taker,
              "shift_taken",
              "You take %s's shift on %s".formatted(name(part.person()), schedule),
              from(part.start(), part.end())));
    }
    return notices;
  }

  private String times(SwapRecord swap) {
    String text = from(swap.startTime, swap.endTime);
    if (swap.inReturn().isPresent()) {
      Roster.Part back = swap.inReturn().get();
      text +=
          " In return %s takes %s's shift from %s until %s."
              .formatted(
                  name(swap.userId), name(back.person()), time(back.start()), time(back.end()));
    }
    return swap.note.isEmpty() ? text : text + "\n" + swap.note;
  }

  private static String from(Instant start, Instant end) {
    return "From %s until %s.".formatted(time(start), time(end));
  }

  private String name(UUID user) {
    return names.getOrDefault(user, "somebody");
  }

  private Notice notice(SwapRecord swap, UUID user, String kind, String title, String text) {
    return notice(id(swap.id, kind, user), user, kind, title, text);
  }

  private Notice notice(UUID id, UUID user, String kind, String title, String text) {
    return new Notice(id, user, kind, title, text, "/schedules/" + scheduleId);
  }

  /** The same for a repetition. */
  private static UUID id(UUID what, String about, UUID user) {
    return UUID.nameUUIDFromBytes(
        (what + " " + about + " " + user).getBytes(StandardCharsets.UTF_8));
  }
}
