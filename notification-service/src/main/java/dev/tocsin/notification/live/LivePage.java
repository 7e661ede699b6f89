package dev.tocsin.notification.live;

import dev.tocsin.platform.feed.Position;
import java.util.List;

/**
 * What there is after a position.
 *
 * @param reached where the reader is after it: the last event, or the end of what is certain when
 *     there is no more
 * @param isLast whether there is no more for now
 */
record LivePage(List<LiveEvent> events, Position reached, boolean isLast) {}
