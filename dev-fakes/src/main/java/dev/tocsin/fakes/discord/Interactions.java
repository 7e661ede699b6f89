package dev.tocsin.fakes.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/** Presses a button under a message: posts a signed interaction to the application's endpoint. */
final class Interactions {

  private static final int COMPONENT = 3;
  private static final int KEY_BYTES = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final HttpClient http;
  private final KeyPair keys;

  Interactions(InstantSource clock, HttpClient http) {
    this.clock = clock;
    this.http = http;
    try {
      this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has Ed25519", impossible);
    }
  }

  /** The last 32 bytes of the key's X.509 form, in hex. */
  String publicKey() {
    byte[] encoded = keys.getPublic().getEncoded();
    return HexFormat.of().formatHex(encoded, encoded.length - KEY_BYTES, encoded.length);
  }

  /** Completes with {@code {"ok", "status", "body"}}; {@code tamper} makes a bad signature. */
  Future<ObjectNode> press(DiscordWebhook webhook, JsonNode message, JsonNode wish) {
    ObjectNode interaction =
        Json.object()
            .put("id", "787053080478613555")
            .put("application_id", "787053080478613500")
            .put("token", "interaction-token")
            .put("type", COMPONENT)
            .put("version", 1);
    interaction
        .putObject("data")
        .put("component_type", 2)
        .put("custom_id", wish.path("custom_id").asText());
    interaction
        .putObject("member")
        .putObject("user")
        .put("id", "190320984123768832")
        .put("username", wish.path("user").asText("ada"));
    interaction.set("message", message);
    String body = Json.write(interaction);
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    String signed = timestamp + body + (wish.path("tamper").asBoolean() ? "x" : "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(webhook.interactionsUrl()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-Signature-Timestamp", timestamp)
            .header("X-Signature-Ed25519", sign(signed))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return Future.fromCompletionStage(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
        .map(
            response ->
                Json.object()
                    .put("ok", response.statusCode() == 200)
                    .put("status", response.statusCode())
                    .put("body", response.body()))
        .recover(
            failed ->
                Future.succeededFuture(
                    Json.object().put("ok", false).put("status", 0).put("body", "no answer")));
  }

  private String sign(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has Ed25519", impossible);
    }
  }
}
