package dev.tocsin.platform.queue;

import java.time.Duration;

/**
 * One queue: which rows of which table, and how they are worked.
 *
 * @param schema the table's schema
 * @param table the table, on which a migration called {@code make_queue}
 * @param queue value of the column {@code queue}; several queues may share a table
 * @param batch how many rows one claim takes at most
 * @param concurrency how many jobs of this process are being handled at most
 * @param lease how long a claimed row is ours; nobody else touches it before that. An attempt that
 *     has not ended after four fifths of it counts as failed
 * @param maxAttempts after how many attempts a job is dead; {@link Integer#MAX_VALUE} for never
 * @param firstBackoff longest wait after the first failure; doubles with each further one
 * @param maxBackoff bound of that
 * @param poll how often to look without having been woken
 */
public record QueueSpec(
    String schema,
    String table,
    String queue,
    int batch,
    int concurrency,
    Duration lease,
    int maxAttempts,
    Duration firstBackoff,
    Duration maxBackoff,
    Duration poll) {

  private static final Duration LONGEST_BORN_LEASE = Duration.ofSeconds(12);

  public QueueSpec {
    identifier("schema", schema);
    identifier("table", table);
    positive("batch", batch);
    positive("concurrency", concurrency);
    positive("maxAttempts", maxAttempts);
    if (lease.toMillis() < 10 || poll.toMillis() < 1) {
      throw new IllegalArgumentException(
          "Queue " + queue + ": lease " + lease + " or poll " + poll + " is too short");
    }
    if (firstBackoff.isNegative() || maxBackoff.compareTo(firstBackoff) < 0) {
      throw new IllegalArgumentException(
          "Queue " + queue + ": backoff must not fall from " + firstBackoff + " to " + maxBackoff);
    }
  }

  /**
   * A queue with the usual numbers: 100 rows a claim, 64 jobs at once, lease 1 min, 10 attempts,
   * backoff from 1 s to 5 min, poll 1 s.
   */
  public static QueueSpec of(String schema, String table, String queue) {
    return new QueueSpec(
        schema,
        table,
        queue,
        100,
        64,
        Duration.ofMinutes(1),
        10,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(1));
  }

  /**
   * The lease of a row that was inserted already claimed: short, because nobody else looks at the
   * row before it ends, should this process die right after the insert. It is renewed for work that
   * takes longer.
   */
  Duration bornLease() {
    return lease.compareTo(LONGEST_BORN_LEASE) < 0 ? lease : LONGEST_BORN_LEASE;
  }

  /** {@code schema.table}. */
  String qualifiedTable() {
    return schema + "." + table;
  }

  private static void identifier(String what, String name) {
    if (!name.matches("[a-z_]+")) {
      throw new IllegalArgumentException(
          "The queue's " + what + " '" + name + "' is not a plain lower-case identifier");
    }
  }

  private static void positive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("The queue's " + what + " is " + number + ", not above 0");
    }
  }
}
