package dev.tocsin.alerting.source.mapping;

import dev.tocsin.platform.cel.Expression;
import dev.tocsin.platform.error.Violation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in an expression an evaluation failed. */
final class Places {

  /** CEL's run-time errors begin with the offset in characters. */
  private static final Pattern OFFSET =
      Pattern.compile("^evaluation error(?: at <input>:(\\d+))?: (.*)", Pattern.DOTALL);

  private Places() {}

  private static final int LONGEST = 300;

  static Violation of(String field, Expression expression, String told) {
    String reason = told.length() > LONGEST ? told.substring(0, LONGEST) + "…" : told;
    Matcher said = OFFSET.matcher(reason);
    if (!said.matches()) {
      return new Violation(field, reason);
    }
    if (said.group(1) == null) {
      return new Violation(field, said.group(2));
    }
    int offset = Math.min(Integer.parseInt(said.group(1)), expression.text().length());
    String before = expression.text().substring(0, offset);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = offset - before.lastIndexOf('\n');
    return new Violation(
        field, "line " + line + ", column " + column + ": " + said.group(2), line, column);
  }
}
