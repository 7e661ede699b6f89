package dev.tocsin.fakes.ticket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import java.time.Instant;

/**
 * A ticket as it stands.
 *
 * @param receiver which webhook it came by
 * @param key the sender's name for it
 * @param state {@code open} or {@code closed}, or whatever other word the sender used
 * @param version how many requests made it what it is
 */
public record Ticket(
    String id,
    String receiver,
    String key,
    String title,
    String text,
    String state,
    String url,
    int version,
    Instant createdAt,
    Instant changedAt,
    long inboxId) {

  ObjectNode json() {
    return Json.object()
        .put("id", id)
        .put("receiver", receiver)
        .put("key", key)
        .put("title", title)
        .put("text", text)
        .put("state", state)
        .put("url", url)
        .put("version", version)
        .put("created_at", createdAt.toString())
        .put("changed_at", changedAt.toString());
  }
}
