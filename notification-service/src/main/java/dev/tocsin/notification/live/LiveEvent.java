package dev.tocsin.notification.live;

import dev.tocsin.platform.feed.Position;
import io.vertx.core.json.JsonObject;

/** One thing that happened, as followers are told it. */
record LiveEvent(Position position, JsonObject body) {

  String frame() {
    return new JsonObject()
        .put("type", "event")
        .put("id", position.toString())
        .put("event", body)
        .encode();
  }
}
