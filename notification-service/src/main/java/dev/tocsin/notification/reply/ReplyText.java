package dev.tocsin.notification.reply;

import dev.tocsin.notification.channel.Answer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What somebody wrote back to a page: {@code ACK 12}, {@code resolve 12}, {@code 12}, {@code 12r},
 * {@code ack}, {@code ACK ALL}; case and punctuation do not matter. A code alone acknowledges.
 *
 * @param code the page's code; empty when none was named
 * @param all whether every open page is meant
 */
public record ReplyText(Answer answer, OptionalInt code, boolean all) {

  private static final Set<String> ACKNOWLEDGE =
      Set.of("A", "ACK", "ACKD", "ACKED", "ACKNOWLEDGE", "ACKNOWLEDGED", "OK");
  private static final Set<String> RESOLVE =
      Set.of("R", "RES", "RESOLVE", "RESOLVED", "CLOSE", "CLOSED", "FIXED", "DONE");

  /** Reads it; empty when it is none of these. */
  public static Optional<ReplyText> read(String text) {
    Answer answer = null;
    OptionalInt code = OptionalInt.empty();
    boolean all = false;
    String spaced =
        text.toUpperCase(Locale.ROOT).replaceAll("(?<=\\d)(?=[A-Z])|(?<=[A-Z])(?=\\d)", " ");
    for (String word : spaced.split("[^A-Z0-9]+")) {
      if (word.isEmpty()) {
        continue;
      }
      Answer meant =
          ACKNOWLEDGE.contains(word)
              ? Answer.ACKNOWLEDGE
              : RESOLVE.contains(word) ? Answer.RESOLVE : null;
      boolean number = word.matches("[0-9]{1,6}") && code.isEmpty() && !all;
      boolean everything = word.equals("ALL") && code.isEmpty();
      if (number) {
        code = OptionalInt.of(Integer.parseInt(word));
      } else if (everything) {
        all = true;
      } else if (meant != null && (answer == null || answer == meant)) {
        answer = meant;
      } else {
        return Optional.empty();
      }
    }
    if (answer == null && code.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ReplyText(answer == null ? Answer.ACKNOWLEDGE : answer, code, all));
  }
}
