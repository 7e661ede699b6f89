package dev.tocsin.fakes.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that arrived, as it looks now.
 *
 * @param id rises by one with each arrival
 * @param revision rises with each arrival and each change of any item
 * @param channel {@code slack}, {@code email}, {@code ticket} or {@code webhook}
 * @param to the receiver as a person would name it: {@code #ops}, a Slack user id, an address
 * @param aliases every other name that {@code ?to=} accepts for the same receiver
 * @param subject the mail's subject, the notification line of a Slack message, a ticket's title
 * @param text what the receiver reads
 * @param payload what the sender sent, parsed, as it came
 * @param at when the sender's request arrived
 * @param past earlier texts, oldest first, one for each change (the last 50)
 * @param updates how often it was changed
 * @param notes what the receiver did with it, and what came of that
 */
public record InboxItem(
    long id,
    long revision,
    String channel,
    String to,
    List<String> aliases,
    String from,
    String subject,
    String text,
    JsonNode payload,
    Instant at,
    List<InboxAction> actions,
    List<String> past,
    int updates,
    List<String> notes,
    boolean deleted) {

  private static final int KEPT_PAST = 50;

  public InboxItem {
    aliases = List.copyOf(aliases);
    actions = List.copyOf(actions);
    past = List.copyOf(past);
    notes = List.copyOf(notes);
  }

  /** Whether {@code name} is one of the receiver's names; case and a leading # do not matter. */
  public boolean isFor(String name) {
    String wanted = plain(name);
    return plain(to).equals(wanted)
        || aliases.stream().anyMatch(alias -> plain(alias).equals(wanted));
  }

  /** The action whose label is {@code label}, whatever its case. */
  public Optional<InboxAction> action(String label) {
    return actions.stream().filter(a -> a.label().equalsIgnoreCase(label)).findFirst();
  }

  /** The message's {@code ts} in Slack; empty for other channels. */
  public String ts() {
    return payload.path("ts").asText();
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("#") ? lower.substring(1) : lower;
  }

  InboxItem numbered(long newId, long newRevision) {
    return new InboxItem(
        newId,
        newRevision,
        channel,
        to,
        aliases,
        from,
        subject,
        text,
        payload,
        at,
        actions,
        past,
        updates,
        notes,
        deleted);
  }

  /** The same item with new content; what it said before joins the past. */
  public InboxItem changed(
      String newSubject, String newText, JsonNode newPayload, List<InboxAction> newActions) {
    List<String> longer = new ArrayList<>(past);
    longer.add(text);
    List<String> kept = longer.subList(Math.max(0, longer.size() - KEPT_PAST), longer.size());
    return new InboxItem(
        id,
        revision,
        channel,
        to,
        aliases,
        from,
        newSubject,
        newText,
        newPayload,
        at,
        newActions,
        kept,
        updates + 1,
        notes,
        deleted);
  }

  public InboxItem noted(String note) {
    List<String> longer = new ArrayList<>(notes);
    longer.add(note);
    return new InboxItem(
        id, revision, channel, to, aliases, from, subject, text, payload, at, actions, past,
        updates, longer, deleted);
  }

  public InboxItem removed() {
    return new InboxItem(
        id, revision, channel, to, aliases, from, subject, text, payload, at, List.of(), past,
        updates, notes, true);
  }

  ObjectNode json() {
    ObjectNode node =
        Json.object()
            .put("id", id)
            .put("revision", revision)
            .put("channel", channel)
            .put("to", to)
            .put("from", from)
            .put("subject", subject)
            .put("text", text);
    node.set("aliases", strings(aliases));
    node.set("payload", payload);
    node.put("ts", payload.path("ts").asText(null)).put("at", at.toString());
    ArrayNode presses = node.putArray("actions");
    actions.forEach(action -> presses.add(action.json()));
    node.put("updates", updates);
    node.set("past", strings(past));
    node.set("notes", strings(notes));
    return node.put("deleted", deleted);
  }

  private static ArrayNode strings(List<String> values) {
    ArrayNode array = Json.array();
    values.forEach(array::add);
    return array;
  }
}
