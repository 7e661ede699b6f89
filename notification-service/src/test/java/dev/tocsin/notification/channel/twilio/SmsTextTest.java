package dev.tocsin.notification.channel.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SmsTextTest {

  private static final Path VECTORS = Path.of("../../shared/corpus/05-channel-limits/sms");

  @TestFactory
  Stream<DynamicTest> measuresAsThePublishedVectorsSay() throws Exception {
    assumeTrue(Files.isDirectory(VECTORS), "The corpus is not beside this checkout");
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(VECTORS)) {
      for (Path file : files.filter(f -> f.toString().contains("segmentation")).toList()) {
        JsonObject json = new JsonObject(Files.readString(file));
        JsonArray cases = json.getJsonArray("cases", json.getJsonArray("vectors", new JsonArray()));
        assertFalse(cases.isEmpty(), file.toString());
        for (Object each : cases) {
          JsonObject vector = (JsonObject) each;
          tests.add(DynamicTest.dynamicTest(vector.getString("name"), () -> check(vector)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(JsonObject vector) {
    String body = vector.getString("body");
    JsonObject expected = vector.getJsonObject("expected");
    SmsText text = SmsText.of(body);
    for (String property : expected.fieldNames()) {
      Object value = expected.getValue(property);
      Object ours =
          switch (property) {
            case "encoding" -> text.encoding();
            case "segments" -> text.segments();
            case "message_bits" -> text.messageBits();
            case "total_bits_with_headers" -> text.totalBits();
            case "graphemes" -> text.graphemes();
            case "unicode_scalars" -> body.codePointCount(0, body.length());
            case "non_gsm" -> nonGsm(body);
            default -> throw new AssertionError("a property without a test: " + property);
          };
      assertEquals(value, ours, property);
    }
  }

  private static JsonArray nonGsm(String body) {
    JsonArray found = new JsonArray();
    body.codePoints()
        .filter(c -> GsmAlphabet.septets(c) == 0)
        .forEach(c -> found.add(Character.toString(c)));
    return found;
  }

  @Test
  void knowsThePublishedAlphabet() throws Exception {
    Path file = VECTORS.resolve("gsm7-alphabet.json");
    assumeTrue(Files.exists(file), "The corpus is not beside this checkout");
    JsonObject alphabet = new JsonObject(Files.readString(file));
    int known = 0;
    for (String part : alphabet.fieldNames()) {
      if (alphabet.getValue(part) instanceof JsonObject characters) {
        for (String character : characters.fieldNames()) {
          int septets = part.startsWith("basic") ? 1 : 2;
          assertEquals(
              septets, GsmAlphabet.septets(character.codePointAt(0)), part + " " + character);
          known++;
        }
      }
    }
    assertEquals(GsmAlphabet.BASIC.length() + GsmAlphabet.EXTENSION.length(), known);
  }

  @Test
  void writesTypographyPlainlySoThatASegmentHoldsTwiceAsMuch() {
    assertEquals(
        "Disk \"/var\" of 'db1' is 97 % full - act... 1/2 OK <= 5 x 3",
        GsmAlphabet.plain("Disk “/var” of ‘db1’ is 97\u00a0% full – act… ½ ＯＫ ≤ 5 × 3"));
    assertEquals("café", GsmAlphabet.plain("cafe\u0301"), "an accent apart from its letter");
    assertEquals("ﻻ 東京 😀 ж", GsmAlphabet.plain("ﻻ 東京 😀 ж"), "what it has no plain form of");
    assertEquals("{[€]}|~^\\\n", GsmAlphabet.plain("{[€]}|~^\\\n"), "its own characters");
  }

  @Test
  void knowsThePublishedPlainForms() throws Exception {
    Path file = VECTORS.resolve("smart-encoding-map.json");
    assumeTrue(Files.exists(file), "The corpus is not beside this checkout");
    JsonObject map = new JsonObject(Files.readString(file)).getJsonObject("map");
    int looked = 0;
    for (String mark : map.fieldNames()) {
      int point = mark.codePointAt(0);
      // Punctuation and spaces that people and tools write; not ornaments, overlays and controls.
      boolean written =
          (point >= 0x2010 && point <= 0x205f) || (point >= 0xff01 && point <= 0xff5e);
      // Of these three ours reads better.
      if (written && !"‹›‚".contains(mark)) {
        String plain = GsmAlphabet.plain(mark);
        assertEquals(SmsText.GSM, SmsText.of(plain).encoding(), mark);
        assertEquals(map.getString(mark).strip(), plain.strip(), mark);
        looked++;
      }
    }
    assertTrue(looked > 80, looked + " of the published forms were looked at");
  }

  @Test
  void cutsNeverInsideWhatAReaderTakesForOneCharacter() {
    for (String stuff : List.of("a", "€", "|", "ж", "😀", "👩‍👩‍👧", "e\u0301", "🇦🇹")) {
      for (int segments = 1; segments <= 4; segments++) {
        String cut = SmsText.cut(stuff.repeat(700), "\nReply ACK 1", segments, 10_000);
        String whole = cut + "\nReply ACK 1";
        assertTrue(SmsText.of(whole).segments() <= segments, stuff);
        assertEquals(0, cut.replace("...", "").length() % stuff.length(), stuff);
        String longer = cut.replace("...", "") + stuff + "...\nReply ACK 1";
        assertTrue(SmsText.of(longer).segments() > segments, stuff + " could be longer");
      }
    }
  }
}
