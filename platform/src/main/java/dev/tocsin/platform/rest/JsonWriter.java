package dev.tocsin.platform.rest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.vertx.core.buffer.Buffer;

/**
 * Writes a message as canonical proto3 JSON: lowerCamelCase names, full enum names, 64-bit numbers
 * as strings; fields that hold their default are written too, unless they can be unset.
 */
final class JsonWriter {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace().alwaysPrintFieldsWithNoPresence();

  private JsonWriter() {}

  static Buffer write(MessageOrBuilder message) {
    try {
      return Buffer.buffer(PRINTER.print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
