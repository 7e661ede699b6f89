package dev.tocsin.fakes.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address and the parameters of MAIL and RCPT.
 *
 * @param address without its brackets; empty for the null sender
 */
record Paths(String address, List<String> parameters) {

  private static final Pattern FORM = Pattern.compile("(?i)(?:FROM|TO):<([^<>]*)>((?: \\S+)*)");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[^\\s@<>\"(),:;\\[\\]\\\\]+|\"[^\"\\r\\n]*\")"
              + "@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?|\\[[0-9a-fA-F.:IPv]+\\])");

  /**
   * @param argument what follows the verb: {@code FROM:<…> …} or {@code TO:<…> …}
   */
  static Optional<Paths> of(String argument, String keyword) {
    Matcher form = FORM.matcher(argument.strip());
    boolean right = argument.toUpperCase(Locale.ROOT).startsWith(keyword + ":") && form.matches();
    if (!right) {
      return Optional.empty();
    }
    String parameters = form.group(2).strip();
    return Optional.of(
        new Paths(
            form.group(1),
            parameters.isEmpty() ? List.of() : Arrays.asList(parameters.split(" "))));
  }

  /** Local part of at most 64 bytes, the whole at most 254 (RFC 5321 4.5.3.1). */
  boolean wellFormed() {
    int at = address.lastIndexOf('@');
    return ADDRESS.matcher(address).matches()
        && !address.contains("..")
        && address.substring(0, at).getBytes(StandardCharsets.UTF_8).length <= 64
        && address.getBytes(StandardCharsets.UTF_8).length <= 254;
  }

  boolean ascii() {
    return address.chars().allMatch(c -> c < 128);
  }

  Optional<String> parameter(String name) {
    return parameters.stream()
        .filter(p -> p.toUpperCase(Locale.ROOT).startsWith(name + "="))
        .map(p -> p.substring(name.length() + 1))
        .findFirst();
  }

  boolean has(String name) {
    return parameters.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** The first parameter that is none of these, as given before any = sign. */
  Optional<String> unknown(List<String> known) {
    return parameters.stream()
        .map(p -> p.split("=", 2)[0])
        .filter(p -> known.stream().noneMatch(p::equalsIgnoreCase))
        .findFirst();
  }
}
