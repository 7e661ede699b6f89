package dev.tocsin.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Who made something, by the audit log: what was provisioned, or adopted, bears the mark of {@link
 * Api} in the id of the request that made it, or that changed it since.
 */
final class Origin {
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 500;

  private final Api api;

  Origin(Api api) {
    this.api = api;
  }

  /**
   * The caller that made it otherwise than by provisioning; empty when it was provisioned or has
   * been adopted. The audit log learns of a change a moment after it: an event that is missing is
   * waited for.
   */
  Optional<String> madeByHand(Kind kind, String id) {
    String query =
        "/api/v1/audit-log?pageSize=1&action=%s&resource=%s"
            .formatted(Api.encoded(kind.auditOfCreation()), Api.encoded(kind.auditResource(id)));
    for (int tried = 1; ; tried++) {
      JsonNode events = api.get("identity", query).path("events");
      if (!events.isEmpty()) {
        JsonNode made = events.get(0);
        return isMarked(made) || isAdopted(kind, id)
            ? Optional.empty()
            : Optional.of(made.path("actor").asText());
      }
      if (tried == TRIES) {
        return Optional.of("somebody of whom the audit log says nothing");
      }
      pause();
    }
  }

  /** Has provisioning ever changed the thing itself? */
  private boolean isAdopted(Kind kind, String id) {
    String resource = kind.auditResource(id);
    String query =
        "/api/v1/audit-log?pageSize=500&action=%s&resource=%s"
            .formatted(Api.encoded(kind.auditActions()), Api.encoded(resource));
    String token = "";
    do {
      JsonNode page =
          api.get("identity", token.isEmpty() ? query : query + "&pageToken=" + Api.encoded(token));
      for (JsonNode event : page.path("events")) {
        if (isMarked(event) && event.path("resource").asText().equals(resource)) {
          return true;
        }
      }
      token = page.path("nextPageToken").asText();
    } while (!token.isEmpty());
    return false;
  }

  private static boolean isMarked(JsonNode event) {
    return event.path("requestId").asText().startsWith(Api.MARK);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
