package dev.tocsin.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Follows a tenant over its WebSocket and keeps the ids that it was told. */
public final class Follower implements WebSocket.Listener {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private volatile boolean ready;
  private volatile boolean ended;

  private Follower() {}

  /**
   * Follows from a position; from now when it is empty.
   *
   * @param url of the server
   */
  public static Follower of(String url, String key, String after) {
    Follower follower = new Follower();
    String query = after.isEmpty() ? "" : "?after=" + after;
    HTTP.newWebSocketBuilder()
        .header("X-API-Key", key)
        .buildAsync(URI.create(url.replaceFirst("^http", "ws") + "/api/v1/ws" + query), follower)
        .join();
    Wait.untilTrue(() -> follower.ready, () -> "the WebSocket is not ready");
    return follower;
  }

  /** Ids of the events told so far, in their order. */
  public List<String> ids() {
    return List.copyOf(ids);
  }

  public boolean hasEnded() {
    return ended;
  }

  @Override
  public void onOpen(WebSocket socket) {
    socket.request(Long.MAX_VALUE);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      JsonNode message = read(text.toString());
      text.setLength(0);
      if (message.path("type").asText().equals("event")) {
        ids.add(message.path("id").asText());
      } else if (message.path("type").asText().equals("ready")) {
        ready = true;
      }
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    ended = true;
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    ended = true;
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
