package dev.tocsin.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code demo.json}: what a script needs to drive the demo without reading the screen.
 *
 * @param baseUrl the server
 * @param apiKeys a key for each role
 * @param webhookKeys the key of an integration of each source, by the source's name
 * @param fakesUrl the look-alikes: phone wall at {@code /}, inbox at {@code /inbox}
 * @param smtpPort the look-alike mail server
 */
record DemoFile(
    String baseUrl,
    String ownerEmail,
    String ownerPassword,
    Map<String, String> apiKeys,
    Map<String, String> webhookKeys,
    String fakesUrl,
    int fakesPort,
    int smtpPort) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "demo.json";
  private static final String UNFINISHED = "demo.unfinished";

  /** What an earlier start wrote. */
  static Optional<DemoFile> read(Path data) {
    Path file = data.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      var keys = new LinkedHashMap<String, String>();
      json.path("api_keys")
          .properties()
          .forEach(key -> keys.put(key.getKey(), key.getValue().asText()));
      var webhooks = new TreeMap<String, String>();
      json.path("webhooks")
          .properties()
          .forEach(hook -> webhooks.put(hook.getKey(), hook.getValue().path("key").asText()));
      URI fakes = URI.create(json.path("fakes").path("wall").asText());
      URI smtp = URI.create(json.path("fakes").path("smtp").asText());
      return Optional.of(
          new DemoFile(
              json.path("base_url").asText(),
              json.path("owner").path("email").asText(),
              json.path("owner").path("password").asText(),
              keys,
              webhooks,
              fakes.toString(),
              fakes.getPort(),
              smtp.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + file + "; choose another data folder for a fresh demo", e);
    }
  }

  /**
   * Says in the data folder that the tenant is being made, until {@link #write}. A start that finds
   * this knows that the one before it was cut short, and that what it left may go.
   *
   * @param forget removes what was left
   */
  static void begin(Path data, Runnable forget) {
    Path marker = data.resolve(UNFINISHED);
    try {
      if (Files.exists(marker)) {
        forget.run();
      } else {
        Files.createFile(marker);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + marker, e);
    }
  }

  /** Where the webhooks of a source go. */
  String webhookUrl(String source) {
    return baseUrl + "/api/v1/webhooks/" + source;
  }

  /** Writes it, completely or not at all, for its owner's eyes only. */
  void write(Path data) {
    Path file = data.resolve(NAME);
    try {
      Path draft = data.resolve(NAME + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(data.resolve(UNFINISHED));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private ObjectNode json() {
    ObjectNode json = JSON.createObjectNode().put("base_url", baseUrl);
    json.putObject("owner").put("email", ownerEmail).put("password", ownerPassword);
    ObjectNode keys = json.putObject("api_keys");
    apiKeys.forEach(keys::put);
    ObjectNode webhooks = json.putObject("webhooks");
    webhookKeys.forEach(
        (source, key) -> webhooks.putObject(source).put("url", webhookUrl(source)).put("key", key));
    json.putObject("fakes")
        .put("wall", fakesUrl)
        .put("slack", fakesUrl + "/slack")
        .put("twilio", fakesUrl + "/twilio")
        .put("discord", fakesUrl + "/discord")
        .put("smtp", "smtp://127.0.0.1:" + smtpPort)
        .put("tickets", fakesUrl + "/tickets")
        .put("jira", fakesUrl + "/jira")
        .put("faults", fakesUrl + "/faults");
    json.put("inbox_url", fakesUrl + "/inbox");
    return json;
  }
}
