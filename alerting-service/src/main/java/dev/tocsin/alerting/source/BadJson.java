package dev.tocsin.alerting.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.Violation;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller is told about a body that is not JSON. */
final class BadJson {

  private BadJson() {}

  static Invalid of(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String what = e instanceof JsonEOFException ? "ends too early: " : "is not JSON: ";
    if (at == null) {
      return Invalid.request("the body " + what + words(e));
    }
    String message =
        "the body "
            + what
            + "line "
            + at.getLineNr()
            + ", column "
            + at.getColumnNr()
            + ": "
            + words(e);
    return new Invalid(List.of(new Violation("", message, at.getLineNr(), at.getColumnNr())));
  }

  /**
   * Jackson reports bytes that are no UTF-8 this way, as far as it notices them while reading
   * texts.
   */
  static Invalid of(IOException e) {
    return Invalid.request("the body cannot be read: " + e.getMessage());
  }

  static Invalid notUtf8() {
    return Invalid.request("the body is not UTF-8; JSON is sent in UTF-8");
  }

  private static String words(JsonProcessingException e) {
    @Nullable String message = e.getOriginalMessage();
    return message == null ? "unreadable" : message.replace('\n', ' ');
  }
}
