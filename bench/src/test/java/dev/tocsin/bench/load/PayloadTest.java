package dev.tocsin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
  @Test
  void givesEachAlertItsOwnNumberInEveryHoleOfIt() {
    Payload payload = Payload.of("[a:##########,b:##########][a:##########,b:##########]", 2);
    assertEquals(
        "[a:0000000041,b:0000000041][a:0000000042,b:0000000042]",
        new String(payload.numbered(41), StandardCharsets.UTF_8));
  }

  @Test
  void statesTheLengthOfItsBody() {
    String text =
        new String(
            Payload.post("/p", "h", "X: y\r\n", "[%s]", "{\"n\":\"##########\"}", 3).numbered(7),
            StandardCharsets.UTF_8);
    String body = text.substring(text.indexOf("\r\n\r\n") + 4);
    assertTrue(text.contains("Content-Length: " + body.length() + "\r\n"), text);
    assertTrue(body.contains("0000000009"), body);
  }

  @Test
  void writesNumbersOfOneConnectionOnlyIntoItsOwnCopy() {
    Payload shared = Payload.of("##########", 1);
    Payload first = shared.copy();
    byte[] ones = first.numbered(1);
    assertEquals("0000000002", new String(shared.copy().numbered(2), StandardCharsets.UTF_8));
    assertEquals("0000000001", new String(ones, StandardCharsets.UTF_8));
  }
}
