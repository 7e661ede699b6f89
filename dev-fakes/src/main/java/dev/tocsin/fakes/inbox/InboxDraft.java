package dev.tocsin.fakes.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** What a fake knows of an arrival; the inbox numbers it. Fields as in {@link InboxItem}. */
public record InboxDraft(
    String channel,
    String to,
    List<String> aliases,
    String from,
    String subject,
    String text,
    JsonNode payload,
    Instant at,
    List<InboxAction> actions) {

  InboxItem item() {
    return new InboxItem(
        0, 0, channel, to, aliases, from, subject, text, payload, at, actions, List.of(), 0,
        List.of(), false);
  }
}
