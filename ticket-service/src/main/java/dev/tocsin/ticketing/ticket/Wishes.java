package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.id.Ids;
import dev.tocsin.ticketing.provider.TicketStanding;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** Tickets that are wanted. */
final class Wishes {
  private Wishes() {}

  /** A new one, brought to where its group stands by now. */
  static StoredTicket open(
      UUID provider, UUID group, String title, String contextJson, Instant now) {
    return wish(
        provider,
        group,
        title,
        contextJson,
        Progress.NONE,
        further(Progress.OPEN, state(contextJson)),
        StoredTicket.There.NOWHERE,
        now);
  }

  /**
   * One that is there already. It is brought to where its group stands; where it stands itself
   * changes nothing for the alerts.
   */
  static StoredTicket linked(
      UUID provider, UUID group, TicketStanding.Found found, String contextJson, Instant now) {
    Progress stands = Reaction.progress(found.meaning());
    return wish(
        provider,
        group,
        found.title().isEmpty() ? found.externalId() : found.title(),
        contextJson,
        stands,
        further(stands, state(contextJson)),
        new StoredTicket.There(
            found.externalId(),
            found.ref(),
            found.url(),
            found.status(),
            "",
            "",
            true,
            false,
            "",
            now),
        now);
  }

  private static StoredTicket wish(
      UUID provider,
      UUID group,
      String title,
      String contextJson,
      Progress applied,
      Progress desired,
      StoredTicket.There there,
      Instant now) {
    return new StoredTicket(
        Ids.next(now),
        provider,
        group,
        title,
        contextJson,
        applied,
        desired,
        null,
        there,
        new StoredTicket.Work("pending", null, 0, now),
        now,
        now);
  }

  /** Where the group stands, as the context tells. */
  private static Progress state(String contextJson) {
    JsonObject group = new JsonObject(contextJson).getJsonObject("group", new JsonObject());
    return switch (String.valueOf(group.getValue("state"))) {
      case "acknowledged" -> Progress.ACKNOWLEDGED;
      case "resolved" -> Progress.CLOSED;
      default -> Progress.OPEN;
    };
  }

  private static Progress further(Progress a, Progress b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
