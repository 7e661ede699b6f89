package dev.tocsin.alerting.policy;

import java.util.UUID;

/** Whom a step of an escalation wants to reach. */
public sealed interface Target {

  /** One person. */
  record Person(UUID user) implements Target {}

  /** Every member of a team. */
  record Team(UUID team) implements Target {}

  /** Whoever is on call by a schedule. */
  record OnCall(UUID schedule, Turn turn) implements Target {}

  /** Whose turn it is that counts. */
  enum Turn {
    /** Who is on primary duty. */
    NOW,
    /** Who takes the next turn of it. */
    NEXT,
    /** Who is on secondary duty. */
    SECONDARY
  }

  /**
   * A configured channel, whoever reads it. Needs nobody's answer but notification-service's.
   *
   * @param address where in the channel; the channel's own default address when empty
   */
  record Channel(UUID channel, String address) implements Target {}
}
