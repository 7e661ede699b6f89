package dev.tocsin.notification.channel.twilio;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text as it goes over the air: in the GSM alphabet when it has every character, else in UCS-2;
 * in one segment of 140 bytes, or in several that lose six bytes each to the header that joins them
 * (3GPP TS 23.040, section 9.2.3.24.1). No segment ends within an escape or a surrogate pair.
 *
 * @param encoding {@code GSM-7} or {@code UCS-2}
 * @param graphemes what a reader takes for characters; CR and LF count alone
 * @param messageBits bits of the text itself
 * @param segments how many segments it takes; 0 for no text
 */
record SmsText(String encoding, int graphemes, int messageBits, int segments) {

  static final String GSM = "GSM-7";
  static final String UCS = "UCS-2";

  private static final int SEGMENT = 1120;
  private static final int HEADER = 48;
  private static final int SEPTET = 7;
  private static final int UNIT = 16;

  /** Measures a text. */
  static SmsText of(String text) {
    List<String> graphemes = graphemes(text);
    boolean gsm = text.codePoints().allMatch(c -> GsmAlphabet.septets(c) > 0);
    List<Integer> pieces = new ArrayList<>();
    for (String grapheme : graphemes) {
      if (gsm) {
        pieces.add(SEPTET * GsmAlphabet.septets(grapheme.codePointAt(0)));
      } else if (grapheme.length() <= 2) {
        pieces.add(UNIT * grapheme.length());
      } else {
        grapheme.codePoints().forEach(c -> pieces.add(UNIT * Character.charCount(c)));
      }
    }
    int bits = pieces.stream().mapToInt(Integer::intValue).sum();
    return new SmsText(gsm ? GSM : UCS, graphemes.size(), bits, segments(pieces, bits));
  }

  /** Bits with the headers of segments that belong together. */
  int totalBits() {
    return messageBits + (segments > 1 ? segments * HEADER : 0);
  }

  private static int segments(List<Integer> pieces, int bits) {
    if (bits <= SEGMENT) {
      return bits == 0 ? 0 : 1;
    }
    int segments = 1;
    int free = SEGMENT - HEADER;
    for (int piece : pieces) {
      if (piece > free) {
        segments++;
        free = SEGMENT - HEADER;
      }
      free -= piece;
    }
    return segments;
  }

  /**
   * The text, cut between two graphemes so that it and the tail take at most so many segments
   * together and so many characters; the tail is never cut.
   */
  static String cut(String text, String tail, int maxSegments, int maxChars) {
    if (fits(text, tail, maxSegments, maxChars)) {
      return text;
    }
    List<String> graphemes = graphemes(text);
    int low = 0;
    int high = graphemes.size();
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (fits(shortened(graphemes, middle), tail, maxSegments, maxChars)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low == 0 ? "" : shortened(graphemes, low);
  }

  private static boolean fits(String text, String tail, int maxSegments, int maxChars) {
    return text.length() + tail.length() <= maxChars && of(text + tail).segments() <= maxSegments;
  }

  private static String shortened(List<String> graphemes, int count) {
    return String.join("", graphemes.subList(0, count)).stripTrailing() + "...";
  }

  private static List<String> graphemes(String text) {
    List<String> graphemes = new ArrayList<>();
    BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text);
    int from = 0;
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      String grapheme = text.substring(from, to);
      if (grapheme.equals("\r\n")) {
        graphemes.add("\r");
        graphemes.add("\n");
      } else {
        graphemes.add(grapheme);
      }
      from = to;
    }
    return graphemes;
  }
}
