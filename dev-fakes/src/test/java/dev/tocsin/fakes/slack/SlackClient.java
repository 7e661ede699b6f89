package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.Http;
import dev.tocsin.fakes.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** An app that calls the Web API with JSON bodies. */
final class SlackClient {

  private final Http http = new Http();
  private final FakeWorld world;
  private final String token;

  SlackClient(FakeWorld world) {
    this(world, FakeWorldConfig.BOT_TOKEN);
  }

  SlackClient(FakeWorld world, String token) {
    this.world = world;
    this.token = token;
  }

  JsonNode call(String method, JsonNode body) {
    return call(method, Json.write(body));
  }

  JsonNode call(String method, String body) {
    try {
      var request =
          Http.json(world.slack().apiUrl() + method, body)
              .header("Authorization", "Bearer " + token)
              .build();
      return Json.parse(http.send(request).body()).orElseThrow();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  JsonNode form(String method, Map<String, String> values) {
    try {
      var request =
          Http.form(world.slack().apiUrl() + method, values)
              .header("Authorization", "Bearer " + token)
              .build();
      return Json.parse(http.send(request).body()).orElseThrow();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  JsonNode say(String channel, String text) {
    return call("chat.postMessage", Json.object().put("channel", channel).put("text", text));
  }

  JsonNode postBlocks(String blocks) {
    ObjectNode body = Json.object().put("channel", "#ops").put("text", "x");
    body.set("blocks", Json.parse(blocks).orElseThrow());
    return call("chat.postMessage", body);
  }
}
