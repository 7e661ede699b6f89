package dev.tocsin.notification.live;

import dev.tocsin.platform.feed.Position;
import org.jspecify.annotations.Nullable;

/** Somebody who follows a tenant. Its methods are called on the context of the tenant's feed. */
interface Follower {

  /** It has everything up to this position; what follows is live. */
  void ready(Position position);

  void event(LiveEvent event);

  /** Whether it has taken everything, so that it takes a page more. */
  boolean takesMore();

  /** Whether so many more events may wait for it. */
  boolean hasRoomFor(int events);

  /** Calls back when it takes more again. */
  void whenItTakesMore(Runnable then);

  /** Its position is not one of this database. */
  void lost();

  /** Whether it has gone. */
  boolean isGone();

  /** Where it wants to begin; null for now. */
  @Nullable Position from();
}
