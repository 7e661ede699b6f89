package dev.tocsin.platform.validation;

import build.buf.validate.StringRules;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Lengths (in code points), patterns and forms of texts. */
final class TextRules {
  private static final Pattern UUID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  /** An address as browsers accept it (WHATWG HTML), with a dot-free host allowed. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
              + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

  private TextRules() {}

  static ValueRule compile(FieldDescriptor field, StringRules rules) {
    RuleCompiler.only(
        field, rules, Set.of("min_len", "max_len", "pattern", "in", "uuid", "email", "uri"));
    List<ValueRule> all = new ArrayList<>();
    all.add(v -> ((String) v).indexOf('\0') < 0 ? null : "must not hold the character NUL");
    lengths(rules, all);
    if (rules.getUuid()) {
      all.add(v -> UUID.matcher((String) v).matches() ? null : "must be a UUID");
    }
    if (rules.getEmail()) {
      all.add(v -> isEmail((String) v) ? null : "must be an e-mail address");
    }
    if (rules.getUri()) {
      all.add(v -> isUri((String) v) ? null : "must be a URI with its scheme");
    }
    if (rules.hasPattern()) {
      Pattern pattern = pattern(rules.getPattern());
      String mistake = "must match " + rules.getPattern();
      all.add(v -> pattern.matcher((String) v).find() ? null : mistake);
    }
    if (rules.getInCount() > 0) {
      List<String> in = List.copyOf(rules.getInList());
      String mistake = "must be one of " + in.stream().map(s -> "\"" + s + "\"").toList();
      all.add(v -> in.contains(v) ? null : mistake);
    }
    return ValueRule.all(all);
  }

  private static void lengths(StringRules rules, List<ValueRule> all) {
    if (rules.hasMinLen()) {
      long min = rules.getMinLen();
      String mistake = min == 1 ? "must not be empty" : "must have at least " + min + " characters";
      all.add(v -> length((String) v) >= min ? null : mistake);
    }
    if (rules.hasMaxLen()) {
      long max = rules.getMaxLen();
      all.add(
          v -> {
            String text = (String) v;
            if (text.length() <= max) {
              return null;
            }
            long has = length(text);
            return has <= max ? null : "must have at most " + max + " characters, has " + has;
          });
    }
  }

  /** The contract writes RE2, where a final {@code $} is the end of the text, newline or not. */
  private static Pattern pattern(String re2) {
    boolean anchored = re2.endsWith("$") && !re2.endsWith("\\$");
    return Pattern.compile(anchored ? re2.substring(0, re2.length() - 1) + "\\z" : re2);
  }

  private static long length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isEmail(String text) {
    return text.length() <= 254 && EMAIL.matcher(text).matches();
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
