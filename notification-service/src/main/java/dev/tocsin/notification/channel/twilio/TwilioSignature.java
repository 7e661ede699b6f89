package dev.tocsin.notification.channel.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Twilio's signature of requests: base64 of HMAC-SHA1, under the auth token, of the URL and the
 * sorted fields of the form, name and value without anything between; of the URL alone where its
 * query holds the SHA-256 of a body that is no form. The URL counts with its port or without:
 * Twilio signs https addresses without one.
 *
 * @see <a href="https://www.twilio.com/docs/usage/security#validating-requests">Twilio: validating
 *     requests</a>
 */
final class TwilioSignature {

  private static final Pattern BODY_HASH =
      Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)");
  private static final Pattern URL =
      Pattern.compile(
          "(https?)://((?:[^/?#@]*@)?(?:[^/?#:@]+|\\[[^\\]]+\\]))(:[0-9]{1,5})?([/?#].*)?",
          Pattern.DOTALL);

  private TwilioSignature() {}

  /**
   * Whether the request is Twilio's. Takes the same time whichever byte is wrong.
   *
   * @param tokens auth tokens of the account, of which one may be on its way out
   * @param url the address as Twilio knows it, with its query
   * @param form fields of the form; empty for another body
   */
  static boolean isGenuine(
      List<String> tokens,
      String url,
      Map<String, SortedSet<String>> form,
      byte[] body,
      String signature) {
    Matcher hash = BODY_HASH.matcher(url);
    boolean hashed = hash.find();
    if (hashed && !isHashOf(hash.group(1), body)) {
      return false;
    }
    if (!hashed && form.isEmpty() && body.length > 0) {
      return false;
    }
    byte[] given = signature.getBytes(UTF_8);
    String fields = hashed ? "" : joined(form);
    boolean genuine = false;
    for (String token : tokens) {
      for (String candidate : candidates(url)) {
        byte[] expected = sign(token, candidate + fields).getBytes(UTF_8);
        genuine |= !token.isEmpty() && MessageDigest.isEqual(expected, given);
      }
    }
    return genuine;
  }

  private static String joined(Map<String, SortedSet<String>> form) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(form)
        .forEach((name, values) -> values.forEach(value -> text.append(name).append(value)));
    return text.toString();
  }

  /** The URL as given, without its port, and with the usual one of its scheme. */
  private static Set<String> candidates(String url) {
    Set<String> candidates = new LinkedHashSet<>();
    candidates.add(url);
    Matcher parts = URL.matcher(url);
    if (parts.matches()) {
      String rest = parts.group(4) == null ? "" : parts.group(4);
      String start = parts.group(1) + "://" + parts.group(2);
      candidates.add(start + rest);
      if (parts.group(3) == null) {
        candidates.add(start + (parts.group(1).equals("https") ? ":443" : ":80") + rest);
      }
    }
    return candidates;
  }

  private static boolean isHashOf(String hex, byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return MessageDigest.isEqual(hash, HexFormat.of().parseHex(hex));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static String sign(String token, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec((token.isEmpty() ? "-" : token).getBytes(UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA1", e);
    }
  }
}
