package dev.tocsin.alerting.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.tocsin.platform.cel.CelJson;
import dev.tocsin.platform.error.Invalid;
import java.io.IOException;

/**
 * Reads bodies within bounds: depth, length of numbers and of names. Texts are bounded by the body.
 */
public final class PayloadJson {

  /** Objects and lists within one another. */
  public static final int DEPTH = 64;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(1_000)
                  .maxNameLength(50_000)
                  .maxStringLength(64 * 1024 * 1024)
                  .build())
          // Names come from outside: interning them would keep them for good.
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .build();

  private PayloadJson() {}

  /**
   * Has a source read a body.
   *
   * @throws dev.tocsin.platform.error.Invalid when it is no JSON in UTF-8, with line and column, or
   *     no payload of this source, with the field
   * @throws TooManyAlerts when it holds more alerts than the limit
   */
  public static Heard read(InboundSource source, byte[] body, Reading reading) {
    try (JsonParser json = parser(body)) {
      return source.read(json, reading);
    } catch (JsonProcessingException e) {
      throw BadJson.of(e);
    } catch (IOException e) {
      throw BadJson.of(e);
    }
  }

  /**
   * A body as expressions see it.
   *
   * @throws dev.tocsin.platform.error.Invalid when it is no JSON in UTF-8, with line and column
   */
  public static Object tree(byte[] body) {
    try (JsonParser json = parser(body)) {
      return tree(json);
    } catch (JsonProcessingException e) {
      throw BadJson.of(e);
    } catch (IOException e) {
      throw BadJson.of(e);
    }
  }

  /** The same from a parser before its first token. */
  public static Object tree(JsonParser json) throws IOException {
    if (json.nextToken() == null) {
      throw Invalid.request("the body is empty: JSON is expected");
    }
    Object payload = CelJson.read(json);
    if (json.nextToken() != null) {
      throw Invalid.request("something follows the end of the payload");
    }
    return payload;
  }

  /** Jackson would take UTF-16 and UTF-32. */
  private static JsonParser parser(byte[] body) throws IOException {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0 || (body[i] & 0xFE) == 0xFE) {
        throw BadJson.notUtf8();
      }
    }
    return FACTORY.createParser(body);
  }
}
