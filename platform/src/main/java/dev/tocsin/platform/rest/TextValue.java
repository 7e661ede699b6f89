package dev.tocsin.platform.rest;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import java.math.BigDecimal;
import java.text.ParseException;
import java.util.Base64;

/** Reads a value of a field from text: from the path, the query, or a JSON string. */
final class TextValue {
  private TextValue() {}

  /** Says what would have been right. */
  static final class Mistake extends Exception {
    Mistake(String message) {
      super(message, null, false, false);
    }

    String words() {
      return java.util.Objects.requireNonNull(getMessage());
    }
  }

  static Object parse(FieldDescriptor field, String text) throws Mistake {
    return switch (field.getType()) {
      case STRING -> string(text);
      case BOOL -> bool(text);
      case INT32, SINT32, SFIXED32 -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case UINT32, FIXED32 -> (int) whole(text, 0, 0xFFFF_FFFFL);
      case INT64, SINT64, SFIXED64 -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
      case UINT64, FIXED64 -> whole(text, 0, Long.MAX_VALUE);
      case DOUBLE -> real(text);
      case FLOAT -> (float) real(text);
      case ENUM -> enumValue(field, text);
      case BYTES -> bytes(text);
      case MESSAGE, GROUP -> message(field, text);
    };
  }

  private static String string(String text) throws Mistake {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          throw new Mistake("holds half a surrogate pair, which is no character");
        }
      }
    }
    return text;
  }

  private static boolean bool(String text) throws Mistake {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Mistake("must be true or false" + got(text));
    };
  }

  private static long whole(String text, long least, long most) throws Mistake {
    try {
      BigDecimal number = text.length() > 40 ? null : new BigDecimal(text);
      if (number != null && Math.abs(number.scale()) < 40) {
        long value = number.longValueExact();
        if (value >= least && value <= most) {
          return value;
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // told below
    }
    throw new Mistake("must be a whole number from " + least + " to " + most + got(text));
  }

  private static double real(String text) throws Mistake {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new Mistake("must be a number" + got(text));
    }
  }

  private static EnumValueDescriptor enumValue(FieldDescriptor field, String text) throws Mistake {
    EnumValueDescriptor value = Names.value(field.getEnumType(), text);
    if (value == null) {
      throw new Mistake(
          "must be one of " + String.join(", ", Names.values(field.getEnumType())) + got(text));
    }
    return value;
  }

  private static ByteString bytes(String text) throws Mistake {
    try {
      String standard = text.replace('-', '+').replace('_', '/');
      return ByteString.copyFrom(Base64.getDecoder().decode(standard));
    } catch (IllegalArgumentException e) {
      throw new Mistake("must be base64");
    }
  }

  private static Object message(FieldDescriptor field, String text) throws Mistake {
    String type = field.getMessageType().getFullName();
    try {
      return switch (type) {
        case "google.protobuf.Timestamp" -> timestamp(text);
        case "google.protobuf.Duration" -> duration(text);
        case "google.protobuf.FieldMask" -> mask(text);
        default -> throw new Mistake("is an object and cannot be written as text");
      };
    } catch (ParseException | IllegalArgumentException e) {
      throw new Mistake(
          switch (type) {
            case "google.protobuf.Timestamp" ->
                "must be a time as 2026-01-31T12:00:00Z (RFC 3339)" + got(text);
            case "google.protobuf.Duration" ->
                "must be a duration in seconds as 30s or 1.5s" + got(text);
            default -> "must be field names with commas between" + got(text);
          });
    }
  }

  private static Timestamp timestamp(String text) throws ParseException {
    return Timestamps.parse(text);
  }

  private static Duration duration(String text) throws ParseException {
    return Durations.parse(text);
  }

  private static FieldMask mask(String text) {
    return FieldMaskUtil.fromJsonString(text);
  }

  private static String got(String text) {
    return ", got \"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
  }
}
