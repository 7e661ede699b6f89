package dev.tocsin.fakes.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** All that arrived, newest first, bounded. Safe from any thread; awaiting blocks the caller. */
public final class Inbox {

  private final int capacity;
  private final TreeMap<Long, InboxItem> items = new TreeMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long lastId;
  private long lastRevision;
  private long cleared;

  /**
   * @param capacity how many items are kept
   */
  public Inbox(int capacity) {
    this.capacity = capacity;
  }

  /** Adds an arrival and wakes whoever waits. */
  public InboxItem add(InboxDraft draft) {
    InboxItem item;
    synchronized (this) {
      item = draft.item().numbered(++lastId, ++lastRevision);
      items.put(item.id(), item);
      if (items.size() > capacity) {
        items.pollFirstEntry();
      }
      notifyAll();
    }
    listeners.forEach(Runnable::run);
    return item;
  }

  /** Replaces an item by what {@code change} makes of it; nothing when it is gone. */
  public void change(long id, UnaryOperator<InboxItem> change) {
    synchronized (this) {
      InboxItem before = items.get(id);
      if (before == null) {
        return;
      }
      items.put(id, change.apply(before).numbered(id, ++lastRevision));
      notifyAll();
    }
    listeners.forEach(Runnable::run);
  }

  public void clear() {
    synchronized (this) {
      items.clear();
      cleared = ++lastRevision;
    }
    listeners.forEach(Runnable::run);
  }

  /** What is here, newest first. */
  public List<InboxItem> list() {
    return list(InboxQuery.ALL);
  }

  public synchronized List<InboxItem> list(InboxQuery query) {
    List<InboxItem> found = new ArrayList<>();
    for (InboxItem item : items.descendingMap().values()) {
      if (item.id() <= query.after() || found.size() >= query.limit()) {
        break;
      }
      if (query.takes(item)) {
        found.add(item);
      }
    }
    return found;
  }

  public synchronized Optional<InboxItem> get(long id) {
    return Optional.ofNullable(items.get(id));
  }

  /** The revision of the last arrival or change. */
  public synchronized long revision() {
    return lastRevision;
  }

  /** The revision at which the inbox was last emptied: a reader that is older starts afresh. */
  public synchronized long clearedAt() {
    return cleared;
  }

  /** How many ever arrived, whether still kept or not. */
  public synchronized long arrived() {
    return lastId;
  }

  /** Runs {@code listener} after each change, on the thread that made it. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }

  /**
   * The first item, in order of arrival, that fits: at once when it is here already, else as soon
   * as it comes or becomes so.
   *
   * @throws AssertionError when the time is over; the message lists what did arrive
   */
  public InboxItem awaitMessage(Predicate<InboxItem> wanted, Duration atMost) {
    return awaitMessages(1, wanted, atMost).getFirst();
  }

  /** As {@link #awaitMessage}, for at least {@code count} items; all that fit, oldest first. */
  public synchronized List<InboxItem> awaitMessages(
      int count, Predicate<InboxItem> wanted, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      List<InboxItem> found = items.values().stream().filter(wanted).toList();
      if (found.size() >= count) {
        return found;
      }
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        throw new AssertionError(
            "%d of %d messages within %s; the inbox holds %s"
                .formatted(found.size(), count, atMost, summary()));
      }
      pause(leftMillis);
    }
  }

  /**
   * Fails when something that fits is here or arrives within the time.
   *
   * @throws AssertionError when it does
   */
  public synchronized void assertNoMessage(Predicate<InboxItem> unwanted, Duration during) {
    long deadline = System.nanoTime() + during.toNanos();
    while (true) {
      Optional<InboxItem> found = items.values().stream().filter(unwanted).findFirst();
      if (found.isPresent()) {
        throw new AssertionError("nothing was expected, but this arrived: " + found.get());
      }
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return;
      }
      pause(leftMillis);
    }
  }

  private void pause(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a message", interrupted);
    }
  }

  private String summary() {
    return items.values().stream()
        .sorted(Comparator.comparingLong(InboxItem::id).reversed())
        .limit(20)
        .map(
            item ->
                "%n  #%d %s to %s: %s"
                    .formatted(item.id(), item.channel(), item.to(), shortly(item)))
        .reduce(String::concat)
        .orElse("nothing");
  }

  private static String shortly(InboxItem item) {
    String text = item.text().replace('\n', ' ');
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }
}
