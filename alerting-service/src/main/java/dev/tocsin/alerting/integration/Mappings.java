package dev.tocsin.alerting.integration;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.alerting.source.mapping.MappingText;
import dev.tocsin.proto.alerting.v1.PayloadMapping;
import org.jspecify.annotations.Nullable;

/** Mappings in the contract's words and as they are stored: in the contract's JSON. */
final class Mappings {

  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private Mappings() {}

  static MappingText text(PayloadMapping message) {
    return new MappingText(
        message.getAlerts(),
        message.getTitle(),
        message.getDescription(),
        message.getSeverity(),
        message.getKey(),
        message.getState(),
        message.getSourceUrl(),
        message.getStartsAt(),
        message.getAllLabels(),
        message.getLabelsMap());
  }

  static PayloadMapping message(MappingText text) {
    return PayloadMapping.newBuilder()
        .setAlerts(text.alerts())
        .setTitle(text.title())
        .setDescription(text.description())
        .setSeverity(text.severity())
        .setKey(text.key())
        .setState(text.state())
        .setSourceUrl(text.sourceUrl())
        .setStartsAt(text.startsAt())
        .setAllLabels(text.allLabels())
        .putAllLabels(text.labels())
        .build();
  }

  /** As it is stored; none when nothing is mapped. */
  static @Nullable String stored(MappingText text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return PRINTER.print(message(text));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a mapping cannot be written", e);
    }
  }

  static MappingText read(@Nullable String stored) {
    if (stored == null) {
      return MappingText.NONE;
    }
    try {
      PayloadMapping.Builder message = PayloadMapping.newBuilder();
      PARSER.merge(stored, message);
      return text(message.build());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored mapping cannot be read", e);
    }
  }
}
