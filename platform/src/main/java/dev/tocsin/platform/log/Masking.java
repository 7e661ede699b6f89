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
    return text.isEmpty() ? text : SENSITIVE.matcher(text).replaceAll(Masking::masked);
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
