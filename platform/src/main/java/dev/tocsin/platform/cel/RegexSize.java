package dev.tocsin.platform.cel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How large the program of a regular expression (RE2) becomes, told from its text before it is
 * compiled: {@code ((a{1000}){1000}){1000}} is short, and the compiler takes all memory for it.
 * Counted repeats are multiplied along nested groups and added side by side; that is never more
 * than the program has, but for what the compiler finds to be in common.
 */
public final class RegexSize {

  private static final int DEEPEST = 200;

  private final String text;
  private final Deque<Group> open = new ArrayDeque<>();
  private Group group = new Group();
  private int at;
  private int deepest;

  private RegexSize(String text) {
    this.text = text;
  }

  /** What stands in a parenthesis so far. A repeat counts for the last part alone. */
  private static final class Group {
    private long before;
    private long last;

    void add(long size) {
      before = plus(before, last);
      last = size;
    }

    void repeat(long times) {
      last = times(Math.max(1, last), Math.max(1, times));
    }

    long size() {
      return Math.max(1, plus(before, last));
    }
  }

  /**
   * Why an expression must not be compiled; empty when it may. One without counted repeats always
   * may: its program is about as large as its text.
   *
   * @param most instructions that its program may have; to be checked again when it is compiled
   */
  public static Optional<String> tooLarge(String expression, int most) {
    RegexSize scan = new RegexSize(expression);
    long size = scan.size();
    if (size > (long) most + expression.length()) {
      return Optional.of(
          "its counted repeats, like {1000}, make more than "
              + (size - expression.length())
              + " instructions of it; at most "
              + most
              + " are allowed");
    }
    return scan.deepest > DEEPEST
        ? Optional.of("its parentheses are nested more than " + DEEPEST + " deep")
        : Optional.empty();
  }

  private long size() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\\' -> escape();
        case '[' -> {
          skipClass();
          group.add(1);
        }
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        case '*', '+', '?' -> {}
        default -> group.add(1);
      }
    }
    while (!open.isEmpty()) {
      close();
    }
    return group.size();
  }

  private void escape() {
    if (text.startsWith("Q", at)) {
      int end = text.indexOf("\\E", at);
      int length = (end < 0 ? text.length() : end) - (at + 1);
      for (int i = 0; i < length; i++) {
        group.add(1);
      }
      at = end < 0 ? text.length() : end + 2;
      return;
    }
    group.add(1);
    at++;
    // \p{Greek} and \x{10FFFF}: what is in the braces is no repeat.
    if (at < text.length() && text.charAt(at) == '{' && "pPx".indexOf(text.charAt(at - 1)) >= 0) {
      int end = text.indexOf('}', at);
      at = end < 0 ? text.length() : end + 1;
    }
  }

  /** Up to the bracket that ends it: the first character may be one itself. */
  private void skipClass() {
    if (text.startsWith("^", at)) {
      at++;
    }
    boolean first = true;
    while (at < text.length() && (first || text.charAt(at) != ']')) {
      first = false;
      int named = text.startsWith("[:", at) ? text.indexOf(":]", at + 2) : -1;
      if (named >= 0) {
        at = named + 2;
      } else {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
  }

  private void open() {
    if (text.startsWith("?", at)) {
      int end = at + 1;
      while (end < text.length() && "imsU-".indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      if (text.startsWith(")", end)) {
        // (?i) makes no group.
        at = end + 1;
        return;
      }
      boolean named = text.startsWith("P<", end) || text.startsWith("<", end);
      int name = named ? text.indexOf('>', end) : -1;
      at = name < 0 ? end : name + 1;
      if (text.startsWith(":", at)) {
        at++;
      }
    }
    open.push(group);
    group = new Group();
    deepest = Math.max(deepest, open.size());
  }

  /** One that was never opened closes over all there is: the compiler will refuse it. */
  private void close() {
    long size = group.size();
    group = open.isEmpty() ? new Group() : open.pop();
    group.add(size);
  }

  /** {@code {n}}, {@code {n,}} and {@code {n,m}}; anything else is the character. */
  private void repeat() {
    int end = text.indexOf('}', at);
    String inside = end < 0 ? "" : text.substring(at, end);
    if (!inside.matches("[0-9]+(,[0-9]*)?")) {
      group.add(1);
      return;
    }
    at = end + 1;
    int comma = inside.indexOf(',');
    boolean bounded = comma >= 0 && comma < inside.length() - 1;
    group.repeat(
        bounded
            ? number(inside.substring(comma + 1))
            : number(comma < 0 ? inside : inside.substring(0, comma)));
  }

  private static long number(String digits) {
    return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
  }

  private static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static long times(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }
}
