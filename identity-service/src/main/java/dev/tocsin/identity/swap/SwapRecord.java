package dev.tocsin.identity.swap;

import dev.tocsin.identity.schedule.Roster;
import dev.tocsin.proto.identity.v1.SwapState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A swap as stored: open while it is in its queue, where it is due when a shift begins. */
@Entity
@Table(schema = "identity", name = "shift_swap")
class SwapRecord {

  static final String TABLE = "shift_swap";
  static final String OPEN = "pending";
  static final String ACCEPTED = "accepted";
  static final String DECLINED = "declined";
  static final String CANCELLED = "cancelled";
  static final String EXPIRED = "expired";

  @Id UUID id;

  @Column(name = "tenant_id", updatable = false)
  UUID tenantId;

  @Column(updatable = false)
  String queue;

  String state;

  @Column(name = "due_at", updatable = false)
  Instant dueAt;

  @Column(name = "created_at", updatable = false)
  Instant createTime;

  @Column(name = "finished_at")
  @Nullable Instant finishTime;

  @Column(name = "schedule_id", updatable = false)
  UUID scheduleId;

  @Column(name = "user_id", updatable = false)
  UUID userId;

  @Column(name = "start_time", updatable = false)
  Instant startTime;

  @Column(name = "end_time", updatable = false)
  Instant endTime;

  @Column(name = "asked_user_id", updatable = false)
  @Nullable UUID askedUserId;

  @Column(name = "return_start", updatable = false)
  @Nullable Instant returnStart;

  @Column(name = "return_end", updatable = false)
  @Nullable Instant returnEnd;

  @Column(updatable = false)
  String note;

  @Column(name = "taken_by")
  @Nullable UUID takenBy;

  @Column(name = "created_by", updatable = false)
  String createdBy;

  @Column(name = "update_time")
  Instant updateTime;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  SwapRecord() {}

  SwapRecord(UUID tenantId, UUID id, SwapDraft draft, String actor, Instant now) {
    this.id = id;
    this.tenantId = tenantId;
    this.queue = TABLE;
    this.state = OPEN;
    this.createTime = now;
    this.scheduleId = draft.schedule();
    this.userId = draft.owner();
    this.startTime = draft.start();
    this.endTime = draft.end();
    this.askedUserId = draft.asked().orElse(null);
    this.returnStart = draft.inReturn().map(SwapDraft.Times::start).orElse(null);
    this.returnEnd = draft.inReturn().map(SwapDraft.Times::end).orElse(null);
    this.dueAt = begins();
    this.note = draft.note();
    this.createdBy = actor;
    this.updateTime = now;
  }

  boolean isOpen(Instant now) {
    return state.equals(OPEN) && begins().isAfter(now);
  }

  /** When the first of what changes hands begins. */
  private Instant begins() {
    return returnStart != null && returnStart.isBefore(startTime) ? returnStart : startTime;
  }

  SwapState state(Instant now) {
    return switch (state) {
      case OPEN -> isOpen(now) ? SwapState.SWAP_STATE_OPEN : SwapState.SWAP_STATE_EXPIRED;
      case ACCEPTED -> SwapState.SWAP_STATE_ACCEPTED;
      case DECLINED -> SwapState.SWAP_STATE_DECLINED;
      case CANCELLED -> SwapState.SWAP_STATE_CANCELLED;
      default -> SwapState.SWAP_STATE_EXPIRED;
    };
  }

  Optional<UUID> asked() {
    return Optional.ofNullable(askedUserId);
  }

  /** What the owner of the shift takes in return, of the person who was asked. */
  Optional<Roster.Part> inReturn() {
    return askedUserId == null || returnStart == null || returnEnd == null
        ? Optional.empty()
        : Optional.of(new Roster.Part(askedUserId, returnStart, returnEnd));
  }

  /** Leaves the queue. */
  void end(String as, Instant now) {
    state = as;
    finishTime = now;
    updateTime = now;
  }
}
