package dev.tocsin.notification.command;

import dev.tocsin.notification.command.Candidate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whom the beginning of a line names: a mention, or the longest name of a person, a team or a
 * schedule that it begins with. {@code team:}, {@code schedule:} and {@code person:} say which kind
 * is meant, quotes where the name ends; {@code @} before a name may stand or not. Pure.
 */
sealed interface Whom {

  /** A member of the workspace is mentioned. */
  record Member(String id, String rest) implements Whom {}

  /** This one, and what comes after the name. */
  record Found(Candidate candidate, String rest) implements Whom {}

  /** More than one has the name. */
  record Several(String said, List<Candidate> candidates) implements Whom {}

  /** Nobody has it; these have names like it. */
  record Nobody(String said, List<Candidate> similar) implements Whom {}

  /**
   * How a line begins: the kind that it asks for, whether in quotes, and the text with the name.
   */
  record Head(Optional<Kind> kind, boolean quoted, String name, String rest) {

    private static final Pattern KIND =
        Pattern.compile("^(person|user|team|schedule|oncall):\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED =
        Pattern.compile(
            "^(?:[\"“”„«»]([^\"“”„«»]{1,200})[\"“”«»]|['‘’‚]([^'‘’‚]{1,200})['‘’])(.*)$");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    static Head of(String line) {
      String text = line.strip();
      Optional<Kind> kind = Optional.empty();
      Matcher prefix = KIND.matcher(text);
      if (prefix.find()) {
        kind =
            Optional.of(
                switch (prefix.group(1).toLowerCase(Locale.ROOT)) {
                  case "team" -> Kind.TEAM;
                  case "schedule", "oncall" -> Kind.SCHEDULE;
                  default -> Kind.PERSON;
                });
        text = text.substring(prefix.end());
      }
      text = text.startsWith("@") ? text.substring(1) : text;
      Matcher quoted = QUOTED.matcher(text);
      return quoted.matches()
          ? new Head(
              kind,
              true,
              (quoted.group(1) == null ? quoted.group(2) : quoted.group(1)).strip(),
              quoted.group(3))
          : new Head(kind, false, text, "");
    }

    /** A word that every name meant has in it, to search by. */
    String searched() {
      Matcher word = WORD.matcher(name);
      return word.find() ? word.group() : "";
    }

    private String said() {
      return quoted ? name : name.split("[\\s,:;]", 2)[0];
    }

    private Optional<String> after(String written) {
      if (quoted) {
        return name.equalsIgnoreCase(written) ? Optional.of(rest) : Optional.empty();
      }
      boolean begins =
          !written.isEmpty() && name.regionMatches(true, 0, written, 0, written.length());
      return begins
              && (name.length() == written.length()
                  || " ,:;".indexOf(name.charAt(written.length())) >= 0)
          ? Optional.of(name.substring(written.length()))
          : Optional.empty();
    }
  }

  /** Whether a line goes on with somebody named beyond doubt, not with ordinary words. */
  static boolean isNamed(String line) {
    return line.startsWith("@") || Markup.leading(line) != null || Head.KIND.matcher(line).find();
  }

  /**
   * Reads the beginning of a line.
   *
   * @param line marked text, see {@link Markup#marked}
   * @param candidates whom it may name
   */
  static Whom read(String line, List<Candidate> candidates) {
    Markup.Mention mention = Markup.leading(line);
    if (mention != null) {
      return new Member(mention.member(), mention.rest());
    }
    Head head = Head.of(line);
    List<Candidate> asked =
        candidates.stream().filter(c -> head.kind().map(c.kind()::equals).orElse(true)).toList();
    Set<String> whole =
        asked.stream()
            .map(c -> c.name().strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    int longest = 0;
    List<Found> found = new ArrayList<>();
    for (Candidate candidate : asked) {
      for (String name : names(candidate, whole)) {
        Optional<String> rest = head.after(name);
        if (rest.isPresent() && name.length() >= longest) {
          if (name.length() > longest) {
            found.clear();
            longest = name.length();
          }
          if (found.stream().noneMatch(other -> other.candidate().equals(candidate))) {
            found.add(new Found(candidate, rest.get().strip()));
          }
        }
      }
    }
    return switch (found.size()) {
      case 0 -> new Nobody(head.said(), similar(head.said(), asked));
      case 1 -> found.getFirst();
      default -> new Several(head.said(), found.stream().map(Found::candidate).toList());
    };
  }

  /** Its names; the first name alone where nobody is called just that. */
  private static List<String> names(Candidate candidate, Set<String> whole) {
    List<String> names = candidate.names();
    String first = candidate.firstName();
    if (!first.isEmpty() && !whole.contains(first.toLowerCase(Locale.ROOT))) {
      names.add(first);
    }
    return names;
  }

  private static List<Candidate> similar(String said, List<Candidate> candidates) {
    String part = said.toLowerCase(Locale.ROOT);
    return part.length() < 2
        ? List.of()
        : candidates.stream()
            .filter(c -> c.name().toLowerCase(Locale.ROOT).contains(part))
            .limit(5)
            .toList();
  }
}
