package dev.tocsin.notification.channel.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** FAULTS 25 for Twilio: altered byte, wrong length, rotated tokens, ports, proxies. */
class TwilioSignatureTest {

  private static final Path VECTORS = Path.of("../../shared/corpus/04-signatures/twilio");
  private static final String URL = "https://tocsin.example/api/v1/twilio/callbacks/x?delivery=1";

  @TestFactory
  Stream<DynamicTest> judgesAsThePublishedVectorsSay() throws Exception {
    assumeTrue(Files.isDirectory(VECTORS), "The corpus is not beside this checkout");
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(VECTORS)) {
      for (Path file : files.toList()) {
        JsonObject vectors = new JsonObject(Files.readString(file));
        for (Object each : vectors.getJsonArray("cases")) {
          JsonObject vector = (JsonObject) each;
          tests.add(
              DynamicTest.dynamicTest(
                  vector.getString("name", vector.getString("url")), () -> check(vectors, vector)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(JsonObject vectors, JsonObject vector) {
    String token = vector.getString("auth_token", vectors.getString("auth_token"));
    String body = vector.getString("body", vectors.getString("body", ""));
    Object params = vector.getValue("params", vectors.getValue("params"));
    boolean genuine =
        TwilioSignature.isGenuine(
            List.of(token),
            vector.getString("url", vectors.getString("url")),
            params == null ? Map.of() : form(params),
            body.getBytes(UTF_8),
            vector.getString("signature", vectors.getString("signature", "")));
    assertEquals(vector.getString("expected").equals("valid"), genuine, vector.toString());
  }

  /** Fields as an object, whose values may be lists, or as pairs of name and value. */
  private static Map<String, SortedSet<String>> form(Object params) {
    Map<String, SortedSet<String>> form = new TreeMap<>();
    if (params instanceof JsonArray pairs) {
      pairs.forEach(
          pair -> put(form, ((JsonArray) pair).getString(0), ((JsonArray) pair).getValue(1)));
    } else {
      ((JsonObject) params).forEach(field -> put(form, field.getKey(), field.getValue()));
    }
    return form;
  }

  private static void put(Map<String, SortedSet<String>> form, String name, Object value) {
    SortedSet<String> values = form.computeIfAbsent(name, n -> new TreeSet<>());
    if (value instanceof JsonArray several) {
      several.forEach(each -> values.add(each.toString()));
    } else {
      values.add(String.valueOf(value));
    }
  }

  @Test
  void countsNonAsciiAsUtf8AndRepeatedFieldsEach() throws Exception {
    Map<String, SortedSet<String>> form =
        Map.of("Body", set("Größe 😀"), "Media", set("b", "a"), "A", set(""));
    String signature = sign("t", URL + "A" + "BodyGröße 😀" + "MediaaMediab");
    assertTrue(genuine(List.of("t"), URL, form, signature));
    assertFalse(genuine(List.of("t"), URL, Map.of("Body", set("Grosse")), signature));
  }

  @Test
  void acceptsEitherTokenWhileTheyRotate() throws Exception {
    String signature = sign("new", URL + "Bodyx");
    Map<String, SortedSet<String>> form = Map.of("Body", set("x"));
    assertTrue(genuine(List.of("new", "old"), URL, form, signature));
    assertTrue(genuine(List.of("old", "new"), URL, form, signature));
    assertFalse(genuine(List.of("old", ""), URL, form, signature));
    assertFalse(genuine(List.of("", ""), URL, form, sign("-", URL + "Bodyx")));
  }

  @Test
  void countsTheUrlWithItsPortOrWithout() throws Exception {
    Map<String, SortedSet<String>> form = Map.of("Body", set("x"));
    for (String signed : List.of("https://t.example/p?a=1", "https://t.example:443/p?a=1")) {
      String signature = sign("t", signed + "Bodyx");
      assertTrue(genuine(List.of("t"), "https://t.example/p?a=1", form, signature), signed);
    }
    String withUser = sign("t", "https://user:pass@t.example/p?a=1Bodyx");
    assertTrue(
        genuine(List.of("t"), "https://user:pass@t.example:8443/p?a=1", form, withUser),
        "basic authentication in front of the host");
    assertFalse(genuine(List.of("t"), "https://t.example/p?a=1", form, withUser));
    String plain = sign("t", "https://t.example/p?a=1Bodyx");
    assertTrue(genuine(List.of("t"), "https://t.example:8443/p?a=1", form, plain));
    assertFalse(genuine(List.of("t"), "https://other.example/p?a=1", form, plain));
    assertFalse(genuine(List.of("t"), "https://t.example/p?a=2", form, plain));
    assertFalse(genuine(List.of("t"), "http://t.example/p?a=1", form, plain));
  }

  @Test
  void refusesWhatIsAlteredCutOrMissing() throws Exception {
    Map<String, SortedSet<String>> form = Map.of("Body", set("x"));
    String signature = sign("t", URL + "Bodyx");
    assertTrue(genuine(List.of("t"), URL, form, signature));
    assertFalse(genuine(List.of("t"), URL, form, ""));
    assertFalse(genuine(List.of("t"), URL, form, signature.substring(1)));
    assertFalse(genuine(List.of("t"), URL, form, signature + "="));
    char other = signature.charAt(0) == 'A' ? 'B' : 'A';
    assertFalse(genuine(List.of("t"), URL, form, other + signature.substring(1)));
    assertFalse(genuine(List.of("t"), URL, Map.of("Body", set("x"), "B", set("")), signature));
  }

  private static boolean genuine(
      List<String> tokens, String url, Map<String, SortedSet<String>> form, String signature) {
    return TwilioSignature.isGenuine(tokens, url, form, new byte[] {1}, signature);
  }

  private static SortedSet<String> set(String... values) {
    return new TreeSet<>(List.of(values));
  }

  private static String sign(String token, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA1"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
  }
}
