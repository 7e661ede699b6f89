package dev.tocsin.alerting.routing;

import dev.tocsin.alerting.routing.TextProto.Message;
import dev.tocsin.alerting.routing.TextProto.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A case of the specification's suites, turned into a condition: that the expression has the value
 * that the suite expects.
 *
 * @param name file, section and test
 * @param condition holds when the engine agrees; for an error it is one that holds unless the
 *     expression fails
 * @param fails whether the suite expects an error
 * @param leftOut why no condition can ask it; empty when one can
 */
record CelCase(String name, String condition, boolean fails, Optional<String> leftOut) {

  private static final Set<String> TYPES =
      Set.of("TestAllTypes", "NestedTestAllTypes", "google.protobuf.", "GlobalEnum", "cel.expr.");

  static CelCase of(String place, Message test) {
    String name = place + "/" + test.text("name");
    String expression = test.text("expr").replaceAll("\\s+$", "");
    Optional<String> reason = reason(test, expression);
    if (reason.isPresent()) {
      return new CelCase(name, expression, false, reason);
    }
    if (test.has("eval_error") || test.has("any_eval_errors")) {
      return new CelCase(name, "dyn(" + expression + ") == dyn(" + expression + ")", true, reason);
    }
    String condition =
        test.has("value")
            ? equal(expression, test.message("value"))
            : "(" + expression + ") == true";
    return new CelCase(name, condition, false, reason);
  }

  private static Optional<String> reason(Message test, String expression) {
    if (test.has("type_env") || test.has("bindings")) {
      return Optional.of("needs variables of its own");
    }
    if (test.has("typed_result") || test.has("check_only") || test.has("unknown")) {
      return Optional.of("asks for more than a value: a condition is true or false");
    }
    if (test.has("container")) {
      return Optional.of("needs a name space: conditions have none");
    }
    if (test.has("disable_macros") || test.has("disable_check")) {
      return Optional.of("needs macros or the checker switched off");
    }
    String all = expression + test;
    if (TYPES.stream().anyMatch(all::contains)) {
      return Optional.of("needs protobuf messages: conditions see texts, maps and times");
    }
    return Optional.empty();
  }

  private static String equal(String expression, Message value) {
    if (value.has("double_value")
        && value.scalar("double_value").word().toLowerCase(Locale.ROOT).contains("nan")) {
      return "(%1$s) != (%1$s)".formatted(expression);
    }
    String literal = literal(value);
    return "dyn(%1$s) == dyn(%2$s) && type(%1$s) == type(%2$s)".formatted(expression, literal);
  }

  private static String literal(Message value) {
    String kind = value.fields().keySet().iterator().next();
    return switch (kind) {
      case "null_value" -> "null";
      case "bool_value", "int64_value" -> value.scalar(kind).word();
      case "uint64_value" -> value.scalar(kind).word() + "u";
      case "double_value" -> real(value.scalar(kind).word());
      case "string_value" -> quoted(value.text(kind));
      case "bytes_value" -> "b" + escaped(value.scalar(kind));
      case "type_value" -> value.text(kind);
      case "list_value" ->
          value.message(kind).all("values").stream()
              .map(CelCase::literal)
              .collect(Collectors.joining(", ", "[", "]"));
      case "map_value" ->
          value.message(kind).all("entries").stream()
              .map(entry -> literal(entry.message("key")) + ": " + literal(entry.message("value")))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> throw new IllegalStateException("a value of kind " + kind);
    };
  }

  private static String real(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.contains("inf")) {
      return lower.startsWith("-") ? "(-1.0 / 0.0)" : "(1.0 / 0.0)";
    }
    return word.contains(".") || lower.contains("e") ? word : word + ".0";
  }

  private static String quoted(String text) {
    return text.codePoints()
        .mapToObj(point -> "\\U%08x".formatted(point))
        .collect(Collectors.joining("", "'", "'"));
  }

  private static String escaped(Scalar bytes) {
    StringBuilder text = new StringBuilder("'");
    for (byte each : bytes.bytes()) {
      text.append("\\x%02x".formatted(each));
    }
    return text.append("'").toString();
  }

  /** The cases of one file. */
  static List<CelCase> in(String file, byte[] bytes) {
    Message suite = TextProto.read(new String(bytes, StandardCharsets.UTF_8));
    return suite.all("section").stream()
        .flatMap(
            section ->
                section.all("test").stream()
                    .map(test -> of(file + "/" + section.text("name"), test)))
        .toList();
  }
}
