package dev.tocsin.alerting.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Reads bodies within bounds: depth, length of numbers and of names. Texts are bounded by the body.
 */
final class WebhookJson {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(1_000)
                  .maxNameLength(50_000)
                  .maxStringLength(64 * 1024 * 1024)
                  .build())
          // Names come from outside: interning them would keep them for good.
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .build();

  private WebhookJson() {}

  /**
   * A parser before the first token.
   *
   * @throws dev.tocsin.platform.error.Invalid when the bytes are UTF-16 or UTF-32, which Jackson
   *     would take
   */
  static JsonParser parser(byte[] body) throws IOException {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0 || (body[i] & 0xFE) == 0xFE) {
        throw BadJson.notUtf8();
      }
    }
    return FACTORY.createParser(body);
  }

  static byte[] hash(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
