package dev.tocsin.alerting.outbox;

import dev.tocsin.alerting.alert.AlertState;
import dev.tocsin.alerting.timeline.Actor;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Something to tell another service.
 *
 * @param queue {@code notification} or {@code ticket}
 * @param key unique in the tenant: the same wish is told once
 */
public record Message(String queue, String key, UUID group, JsonObject payload) {

  static final String NOTIFICATION = "notification";
  static final String TICKET = "ticket";

  /** Member of the payload: pages queued from this instant on are not meant. */
  static final String BEFORE = "before";

  /** Member of the payload: only pages are meant whose key begins so. */
  static final String PAGES = "pages";

  /** Member of the payload: when the group changed. */
  static final String AT = "at";

  private static final String REASSIGNED = "reassigned";

  /**
   * A group was acknowledged or resolved: both services are told. After an acknowledgement the
   * group may be paged anew, and what pages for it then is not meant.
   */
  public static List<Message> changed(UUID group, AlertState state, Actor actor, Instant at) {
    String which = which(group, state, at);
    JsonObject payload = change(state, actor);
    if (state != AlertState.RESOLVED) {
      payload.put(BEFORE, at.toString());
    }
    return List.of(
        new Message(NOTIFICATION, "revise:" + which, group, payload),
        new Message(TICKET, "ticket:" + which, group, change(state, actor).put(AT, at.toString())));
  }

  /**
   * A group that somebody had taken is open again: its tickets are. The pages that follow speak for
   * themselves.
   */
  public static Message reopened(UUID group, Actor actor, Instant at) {
    return new Message(
        TICKET,
        "ticket:" + which(group, AlertState.OPEN, at),
        group,
        change(AlertState.OPEN, actor).put(AT, at.toString()));
  }

  /**
   * A group was acknowledged for a while: what pages for it later is not meant.
   *
   * @param until when it is paged again
   */
  public static List<Message> snoozed(UUID group, Actor actor, Instant until, Instant at) {
    String which = which(group, AlertState.ACKNOWLEDGED, at);
    String end = until.truncatedTo(ChronoUnit.SECONDS).toString();
    JsonObject payload =
        change(AlertState.ACKNOWLEDGED, actor)
            .put("reason", "Snoozed until " + end + ": it pages again then, unless it is over")
            .put(BEFORE, at.toString());
    return List.of(
        new Message(NOTIFICATION, "revise:" + which, group, payload),
        new Message(
            TICKET,
            "ticket:" + which,
            group,
            change(AlertState.ACKNOWLEDGED, actor).put(AT, at.toString())));
  }

  /** A group was handed to others: those paged before are told. */
  public static Message reassigned(UUID group, Actor actor, Instant at) {
    return new Message(
        NOTIFICATION,
        "revise:" + group + ":reassigned:" + at.toEpochMilli(),
        group,
        change(AlertState.ACKNOWLEDGED, actor)
            .put("event", REASSIGNED)
            .put("reason", "Others are paged for it now")
            .put(BEFORE, at.toString()));
  }

  /** A group is resolved once; it may be acknowledged and open several times. */
  private static String which(UUID group, AlertState state, Instant at) {
    String once = group + ":" + state.word();
    return state == AlertState.RESOLVED ? once : once + ":" + at.toEpochMilli();
  }

  /**
   * A page was handed over while somebody answered: the answer is told once more, so that it is
   * withdrawn, and no other.
   *
   * @param step the step that paged
   */
  public static Message late(UUID group, AlertState state, Actor actor, UUID step) {
    return late(group, step, change(state, actor));
  }

  /**
   * A page was handed over while the group was handed to others, or its snooze ended: another
   * escalation has begun, and the page is withdrawn.
   *
   * @param step the step that paged
   */
  public static Message overtaken(UUID group, Actor actor, UUID step) {
    return late(
        group,
        step,
        change(AlertState.ACKNOWLEDGED, actor)
            .put("event", REASSIGNED)
            .put("reason", "It is paged anew from the first step"));
  }

  private static Message late(UUID group, UUID step, JsonObject payload) {
    return new Message(
        NOTIFICATION,
        "revise:" + group + ":late:" + step,
        group,
        payload.put(PAGES, pagesOf(step)));
  }

  /** How the keys begin under which a step's pages are handed over. */
  public static String pagesOf(UUID step) {
    return "step:" + step + ":";
  }

  /** A ticket is wanted; one for each provider and group. */
  public static Message openTicket(UUID group, UUID provider) {
    return new Message(
        TICKET,
        "ticket:" + group + ":open:" + provider,
        group,
        new JsonObject().put("kind", "open_ticket").put("provider_id", provider.toString()));
  }

  /**
   * Somebody wrote a note on the timeline: the tickets get it.
   *
   * @param entry id of the timeline's entry
   */
  public static Message note(UUID group, UUID entry, Actor actor, String text) {
    return new Message(
        TICKET,
        "ticket:" + group + ":note:" + entry,
        group,
        new JsonObject()
            .put("kind", "note")
            .put("actor_kind", actor.kind())
            .put("actor_id", actor.id())
            .put("text", text));
  }

  /** What happened, in the column's words. */
  String kind() {
    return switch (payload.getString("kind", "")) {
      case "acknowledged" -> "ack";
      case "resolved" -> "resolve";
      case "open" -> "reopen";
      case "note" -> "note";
      default -> "open_ticket";
    };
  }

  private static JsonObject change(AlertState state, Actor actor) {
    return new JsonObject()
        .put("kind", state.word())
        .put("actor_kind", actor.kind())
        .put("actor_id", actor.id());
  }
}
