package dev.tocsin.ticketing.ticket;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as stored.
 *
 * @param contextJson what it tells, as a JSON object
 * @param applied what the system has done last
 * @param desired where it should be
 * @param wishedAt when its group became so; unset before it first changed
 * @param work how the work on it stands
 */
record StoredTicket(
    UUID id,
    UUID providerId,
    UUID groupId,
    String title,
    String contextJson,
    Progress applied,
    Progress desired,
    @Nullable Instant wishedAt,
    There there,
    Work work,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * The ticket at its system.
   *
   * @param externalId what people call it; empty while it is being opened
   * @param ref its name that never changes; empty when it has none
   * @param url where it is shown
   * @param status the system's word for where it stands
   * @param written where we moved it last
   * @param undone where we had moved it before we put it back; empty once it went on from there
   * @param linked was it there before us?
   * @param gone was it deleted?
   * @param remark what was not as it should be all the same
   * @param syncedAt when the system answered or reported last
   */
  record There(
      String externalId,
      String ref,
      String url,
      String status,
      String written,
      String undone,
      boolean linked,
      boolean gone,
      String remark,
      @Nullable Instant syncedAt) {

    /** Not there yet. */
    static final There NOWHERE = new There("", "", "", "", "", "", false, false, "", null);

    /** The name to call it by. */
    String name() {
      return ref.isEmpty() ? externalId : ref;
    }
  }

  /**
   * @param state {@code pending}, {@code in_step} or {@code dead}
   * @param error what went wrong last
   */
  record Work(String state, @Nullable String error, int attempts, Instant dueAt) {}

  /** Given up: the system could not be brought to do it. */
  boolean failed() {
    return work.state().equals("dead");
  }

  /** An operation is to be done, or is being done. */
  boolean underWay() {
    return work.state().equals("pending");
  }
}
