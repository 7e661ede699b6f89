package dev.tocsin.identity.ical;

/** What one event may still take of the bounds. */
final class Steps {

  private final long deadline;
  private int left;

  /**
   * @param most how many steps
   * @param deadline by {@link System#nanoTime}
   */
  Steps(int most, long deadline) {
    this.left = most;
    this.deadline = deadline;
  }

  void take() {
    if (--left < 0) {
      throw new BadCalendar("its rule recurs too often to be read");
    }
    if (System.nanoTime() - deadline > 0) {
      throw new BadCalendar("the calendar took too long before it was this event's turn");
    }
  }
}
