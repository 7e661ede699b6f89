package dev.tocsin.platform.log;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Masks what must not be in a log: e-mail addresses, telephone numbers in international form, keys
 * and tokens of ours and of providers, and passwords in URLs and settings. Enough is left to tell
 * two of them apart.
 */
public final class Masking {
  private static final Pattern SENSITIVE =
      Pattern.compile(
          "(?<url>(?<=://)[^\\s/:@]+:[^\\s/@]+(?=@))"
              + "|(?<email>[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)"
              + "|(?<phone>\\+[1-9](?:[ ()-]?[0-9]){6,14})"
              + "|(?<jwt>\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*)"
              + "|(?<key>\\b(?:tcs_|tci_|xox[a-z]-|xapp-|whsec_|sk_|AC(?=[0-9a-f]{32}))[A-Za-z0-9_+/=-]{6,})"
              + "|(?<bearer>(?<=[Bb]earer )[A-Za-z0-9._~+/=-]{8,})"
              + "|(?<value>(?<=(?:password|secret|token|api_key|apikey)[=:])\"?[^\\s,;\"&}]{3,}\"?)",
          Pattern.CASE_INSENSITIVE);

  private Masking() {}

  /** The text with everything sensitive masked. */
  public static String mask(String text) {
    return mayBeSensitive(text) ? SENSITIVE.matcher(text).replaceAll(Masking::masked) : text;
  }

  /** One look at each character spares most lines the search. */
  static boolean mayBeSensitive(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean may =
          switch (text.charAt(i)) {
            case '@', '_' -> true; // addresses and URLs; tcs_, whsec_, api_key …
            case '+' -> i + 1 < text.length() && Character.isDigit(text.charAt(i + 1));
            case 'e', 'E' -> at(text, i, "eyJ");
            case 'x', 'X' -> at(text, i, "xox") || at(text, i, "xapp-");
            case 'b', 'B' -> at(text, i, "bearer ");
            case 'p', 'P' -> at(text, i, "password");
            case 's', 'S' -> at(text, i, "secret");
            case 't', 'T' -> at(text, i, "token");
            case 'a', 'A' -> at(text, i, "apikey") || (at(text, i, "AC") && hex(text, i + 2));
            default -> false;
          };
      if (may) {
        return true;
      }
    }
    return false;
  }

  private static boolean at(String text, int start, String word) {
    return text.regionMatches(true, start, word, 0, word.length());
  }

  private static boolean hex(String text, int start) {
    return text.length() >= start + 32
        && text.substring(start, start + 32).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static String masked(MatchResult found) {
    String text = found.group();
    String masked;
    if (found.group("email") != null) {
      masked = text.charAt(0) + "***" + text.substring(text.indexOf('@'));
    } else if (found.group("phone") != null) {
      masked = text.substring(0, 3) + "***" + text.substring(text.length() - 2);
    } else if (found.group("key") != null) {
      masked = text.substring(0, Math.min(text.length(), 7)) + "***";
    } else {
      masked = "***";
    }
    return java.util.regex.Matcher.quoteReplacement(masked);
  }
}
