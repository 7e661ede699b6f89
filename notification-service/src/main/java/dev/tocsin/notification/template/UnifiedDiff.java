package dev.tocsin.notification.template;

import java.util.ArrayList;
import java.util.List;

/**
 * How two texts differ, line by line, in the unified format of diff(1) with three lines of context.
 * Where texts differ in very many lines, the middle is shown as replaced as a whole.
 */
final class UnifiedDiff {

  private static final int CONTEXT = 3;
  private static final long MOST_CELLS = 4_000_000;

  private enum Kind {
    SAME(' '),
    GONE('-'),
    NEW('+');

    private final char mark;

    Kind(char mark) {
      this.mark = mark;
    }
  }

  private record Line(Kind kind, String text) {}

  private UnifiedDiff() {}

  /** The difference; empty when there is none. */
  static String of(String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    List<Line> script = script(lines(before), lines(after));
    StringBuilder out = new StringBuilder();
    int oldLine = 0;
    int newLine = 0;
    int at = 0;
    while (at < script.size()) {
      int change = nextChange(script, at);
      if (change < 0) {
        break;
      }
      int begin = Math.max(at, change - CONTEXT);
      oldLine += begin - at;
      newLine += begin - at;
      int end = hunkEnd(script, change);
      List<Line> hunk = script.subList(begin, end);
      int gone = count(hunk, Kind.NEW);
      int came = count(hunk, Kind.GONE);
      out.append("@@ -%s +%s @@\n".formatted(range(oldLine, gone), range(newLine, came)));
      hunk.forEach(line -> out.append(line.kind.mark).append(line.text).append('\n'));
      oldLine += gone;
      newLine += came;
      at = end;
    }
    return out.toString();
  }

  private static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    } else {
      lines.set(lines.size() - 1, lines.getLast() + "\n\\ No newline at end of file");
    }
    return lines;
  }

  private static List<Line> script(List<String> before, List<String> after) {
    int head = 0;
    int shorter = Math.min(before.size(), after.size());
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<Line> script = new ArrayList<>();
    before.subList(0, head).forEach(text -> script.add(new Line(Kind.SAME, text)));
    middle(
        before.subList(head, before.size() - tail),
        after.subList(head, after.size() - tail),
        script);
    before
        .subList(before.size() - tail, before.size())
        .forEach(text -> script.add(new Line(Kind.SAME, text)));
    return script;
  }

  /** By the longest common subsequence. */
  private static void middle(List<String> before, List<String> after, List<Line> script) {
    int rows = before.size();
    int columns = after.size();
    if ((long) rows * columns > MOST_CELLS) {
      before.forEach(text -> script.add(new Line(Kind.GONE, text)));
      after.forEach(text -> script.add(new Line(Kind.NEW, text)));
      return;
    }
    int[][] common = new int[rows + 1][columns + 1];
    for (int i = rows - 1; i >= 0; i--) {
      for (int j = columns - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && before.get(i).equals(after.get(j))) {
        script.add(new Line(Kind.SAME, before.get(i++)));
        j++;
      } else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1])) {
        script.add(new Line(Kind.GONE, before.get(i++)));
      } else {
        script.add(new Line(Kind.NEW, after.get(j++)));
      }
    }
  }

  private static int nextChange(List<Line> script, int from) {
    for (int i = from; i < script.size(); i++) {
      if (script.get(i).kind != Kind.SAME) {
        return i;
      }
    }
    return -1;
  }

  /** Changes with at most twice the context between them share a hunk. */
  private static int hunkEnd(List<Line> script, int change) {
    int last = change;
    for (int next = nextChange(script, last + 1);
        next >= 0 && next - last <= 2 * CONTEXT + 1;
        next = nextChange(script, last + 1)) {
      last = next;
    }
    return Math.min(script.size(), last + 1 + CONTEXT);
  }

  private static int count(List<Line> hunk, Kind without) {
    return (int) hunk.stream().filter(line -> line.kind != without).count();
  }

  private static String range(int before, int count) {
    int start = count == 0 ? before : before + 1;
    return count == 1 ? Integer.toString(start) : start + "," + count;
  }
}
