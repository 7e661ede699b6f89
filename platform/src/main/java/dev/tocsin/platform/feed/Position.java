package dev.tocsin.platform.feed;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a follower has read: the transaction and the event in it. Positions of a tenant only
 * grow, as numbers and as texts.
 */
public record Position(long xid, UUID id) implements Comparable<Position> {

  /**
   * SQL: everything of transactions before this number has ended, and is seen by the statement that
   * asks. Rows that keep the number of their transaction in a column are final below it, in the
   * order of (number, id).
   */
  public static final String CERTAIN = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

  /** SQL: no transaction with this number or a greater one has begun. */
  public static final String BEYOND = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

  private static final Pattern FORM = Pattern.compile("([0-7][0-9a-f]{15})-([0-9a-f]{32})");
  private static final UUID LAST = new UUID(-1, -1);

  /** After everything of transactions before this one. */
  public static Position before(long xid) {
    return new Position(xid - 1, LAST);
  }

  /** The position of this text; empty when it is none. */
  public static Optional<Position> of(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new Position(
                Long.parseLong(form.group(1), 16),
                new UUID(
                    Long.parseUnsignedLong(form.group(2), 0, 16, 16),
                    Long.parseUnsignedLong(form.group(2), 16, 32, 16))))
        : Optional.empty();
  }

  /** Is it further than the other? */
  public boolean isAfter(Position other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Position other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return "%016x-%016x%016x"
        .formatted(xid, id.getMostSignificantBits(), id.getLeastSignificantBits());
  }
}
