package dev.tocsin.notification.channel.discord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.notification.channel.CallbackRequest;
import dev.tocsin.notification.channel.ChannelSettings;
import dev.tocsin.notification.channel.JsonPart;
import dev.tocsin.notification.channel.Received;
import dev.tocsin.platform.error.Unauthenticated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** FAULTS 25 for Discord: stale timestamp, altered byte, wrong length. */
class DiscordSignatureTest {

  private static final Path VECTORS = Path.of("../../shared/corpus/04-signatures/discord");
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final HexFormat HEX = HexFormat.of();

  @TestFactory
  Stream<DynamicTest> verifiesAsTheWycheproofVectorsSay() throws Exception {
    assumeTrue(Files.isDirectory(VECTORS), "The corpus is not beside this checkout");
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(VECTORS)) {
      for (Path file : files.filter(f -> f.toString().contains("wycheproof")).toList()) {
        for (JsonNode group : JsonPart.JSON.readTree(file.toFile()).path("testGroups")) {
          byte[] key = HEX.parseHex(group.path("publicKey").path("pk").asText());
          for (JsonNode test : group.path("tests")) {
            tests.add(
                DynamicTest.dynamicTest(
                    test.path("tcId").asText() + " " + test.path("comment").asText(),
                    () ->
                        assertEquals(
                            test.path("result").asText().equals("valid"),
                            DiscordSignature.verify(
                                key,
                                HEX.parseHex(test.path("msg").asText()),
                                HEX.parseHex(test.path("sig").asText())))));
          }
        }
      }
    }
    return tests.stream();
  }

  @Test
  void answersThePublishedPingWithAPong() throws Exception {
    Path file = VECTORS.resolve("interaction-bodies.json");
    assumeTrue(Files.exists(file), "The corpus is not beside this checkout");
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    for (JsonNode body : JsonPart.JSON.readTree(file.toFile()).path("bodies")) {
      Received received = read(keys, body.path("body").asText(), NOW.getEpochSecond(), 0, false);
      var nothing = assertInstanceOf(Received.Nothing.class, received);
      JsonNode reply = JsonPart.JSON.readTree(nothing.answer().body());
      if (body.has("expected_reply")) {
        assertEquals(body.path("expected_reply"), reply);
      } else {
        assertEquals(4, reply.path("type").asInt());
      }
    }
  }

  @Test
  void readsAPress() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String body =
        "{\"type\":3,\"data\":{\"custom_id\":\"tocsin_ack:g-1\"},\"member\":{\"user\":{\"username\":\"ada\"}}}";
    var press =
        assertInstanceOf(Received.Press.class, read(keys, body, NOW.getEpochSecond(), 0, false));
    assertEquals("g-1", press.group());
    assertEquals("Acknowledged in Discord by ada", press.note());
  }

  @Test
  void refusesWhatIsStaleAlteredOrCut() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    long now = NOW.getEpochSecond();
    assertThrows(Unauthenticated.class, () -> read(keys, "{\"type\":1}", now - 301, 0, false));
    assertThrows(Unauthenticated.class, () -> read(keys, "{\"type\":1}", now + 301, 0, false));
    assertThrows(Unauthenticated.class, () -> read(keys, "{\"type\":1}", now, 0, true));
    assertThrows(Unauthenticated.class, () -> read(keys, "{\"type\":1}", now, 2, false));
    KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] body = "{\"type\":1}".getBytes(UTF_8);
    String stamp = Long.toString(now);
    String signature = sign(others, stamp + "{\"type\":1}");
    assertFalse(DiscordSignature.isGenuine(hex(keys), stamp, signature, body, NOW));
    assertTrue(DiscordSignature.isGenuine(hex(others), stamp, signature, body, NOW));
    assertFalse(DiscordSignature.isGenuine("", stamp, signature, body, NOW));
    assertFalse(DiscordSignature.isGenuine(hex(others), "soon", signature, body, NOW));
  }

  private static Received read(KeyPair keys, String body, long timestamp, int cut, boolean alter)
      throws Exception {
    String stamp = Long.toString(timestamp);
    String signature = sign(keys, stamp + body);
    byte[] sent = body.getBytes(UTF_8);
    sent[1] ^= (byte) (alter ? 1 : 0);
    CallbackRequest request =
        new CallbackRequest(
            "https://tocsin.example/x",
            Map.of("x-signature-timestamp", stamp, "x-signature-ed25519", signature.substring(cut)),
            sent,
            NOW);
    return new DiscordInteractions()
        .read(request, new ChannelSettings(Map.of("public_key", hex(keys)), Map.of()));
  }

  private static String sign(KeyPair keys, String text) throws Exception {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(UTF_8));
    return HEX.formatHex(signature.sign());
  }

  private static String hex(KeyPair keys) {
    byte[] encoded = keys.getPublic().getEncoded();
    return HEX.formatHex(encoded, encoded.length - 32, encoded.length);
  }
}
