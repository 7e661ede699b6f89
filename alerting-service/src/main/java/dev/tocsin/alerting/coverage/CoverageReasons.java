package dev.tocsin.alerting.coverage;

import dev.tocsin.alerting.paging.Destination;
import dev.tocsin.alerting.paging.Medium;
import dev.tocsin.alerting.paging.Outlook;
import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.paging.Person;
import dev.tocsin.alerting.timeline.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The reasons of coverage; docs/reasons.md lists them. Those of paging are told with names. */
final class CoverageReasons {

  private final Map<UUID, Person> people;

  CoverageReasons(Map<UUID, Person> people) {
    this.people = people;
  }

  /** A reason of paging, with the step that it is about, and with the person's name for the id. */
  Reason of(Reason reason, int order) {
    Map<String, Object> facts = new HashMap<>(reason.facts());
    facts.put("step", order);
    String summary = reason.summary();
    if (reason.facts().get("user_id") instanceof String id) {
      Person person = people.get(UUID.fromString(id));
      if (person != null) {
        summary = summary.replace("User " + id, person.name());
      }
    }
    return new Reason(reason.code(), summary, facts);
  }

  Reason refused(Page page, String why, int order) {
    Map<String, Object> facts = recipient(page, order);
    facts.put("refusal", why);
    return new Reason(
        "not_paged.refused", "A page to " + name(page) + " would be refused: " + why, facts);
  }

  Reason unverified(Page page, List<Destination> taken, int order) {
    Map<String, Object> facts = recipient(page, order);
    List<Medium> media =
        taken.stream().flatMap(destination -> destination.medium().stream()).toList();
    facts.put("unverified", media.stream().map(Medium::word).toList());
    return new Reason(
        "not_reached.unverified",
        "No code has shown that %s reaches %s"
            .formatted(
                media.stream().map(Medium::spoken).collect(Collectors.joining(" or ")), name(page)),
        facts);
  }

  Reason deactivated(UUID schedule, String name, List<UUID> gone, int order) {
    return new Reason(
        "not_reached.deactivated",
        "%s would be on call by schedule %s, but is deactivated"
            .formatted(gone.stream().map(this::name).collect(Collectors.joining(" and ")), name),
        Map.of(
            "step", order,
            "schedule_id", schedule.toString(),
            "user_ids", gone.stream().map(UUID::toString).toList()));
  }

  Reason unread(UUID schedule, String name, Outlook.Calendar calendar, int order) {
    return new Reason(
        "not_reached.calendar_unread",
        "Calendar %s of schedule %s could not be read last: %s"
            .formatted(calendar.name(), name, calendar.error()),
        calendar(schedule, calendar, order));
  }

  Reason unmapped(UUID schedule, String name, Outlook.Calendar calendar, int order) {
    List<String> names =
        calendar.unmapped().stream().flatMap(event -> event.names().stream()).distinct().toList();
    Map<String, Object> facts = calendar(schedule, calendar, order);
    facts.put("names", names);
    return new Reason(
        "not_reached.calendar_unmapped",
        "Calendar %s of schedule %s names nobody's user: %s"
            .formatted(
                calendar.name(), name, names.isEmpty() ? "no name" : String.join(", ", names)),
        facts);
  }

  private static Map<String, Object> calendar(UUID schedule, Outlook.Calendar calendar, int order) {
    return new HashMap<>(
        Map.of(
            "step", order,
            "schedule_id", schedule.toString(),
            "feed_id", calendar.feed().toString(),
            "calendar", calendar.name()));
  }

  private static Map<String, Object> recipient(Page page, int order) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("step", order);
    if (page.user().isPresent()) {
      facts.put("user_id", page.user().get().toString());
    } else {
      facts.put("channel_id", String.valueOf(page.facts().get("channel_id")));
    }
    return facts;
  }

  private static String name(Page page) {
    return page.user().isPresent() ? page.name() : "channel " + page.facts().get("channel_id");
  }

  private String name(UUID user) {
    Person person = people.get(user);
    return person == null ? "user " + user : person.name();
  }
}
