package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.render.EventKind;
import java.time.Duration;
import java.util.Optional;

/** What to do with a delivery that was claimed. */
sealed interface NextStep {

  /** Hand it over; {@code repeat} when an earlier attempt may have arrived. */
  record Send(boolean repeat) implements NextStep {}

  /** Find out first whether the attempt of unknown outcome arrived. */
  record LookUp() implements NextStep {}

  /** Change the message that was sent. */
  record Revise(QueuedDelivery.Original sent) implements NextStep {}

  /** Come back later: something else has to end first. */
  record Wait(Duration time) implements NextStep {}

  /** It is not needed any more. */
  record Cancel(String reason) implements NextStep {}

  /** It cannot be delivered. */
  record GiveUp(String reason) implements NextStep {}

  /** Decides. */
  static NextStep of(
      QueuedDelivery delivery,
      Optional<ConfiguredChannel> channel,
      boolean revisesInPlace,
      int maxAttempts) {
    QueuedDelivery.Original original = delivery.original();
    if (original != null) {
      Optional<NextStep> wait = untilOriginalEnds(delivery, original);
      if (wait.isPresent()) {
        return wait.get();
      }
    }
    boolean inPlace = original != null && revisesInPlace;
    if (delivery.cancelRequested() && (delivery.openTry() == null || inPlace)) {
      return new Cancel("Somebody answered first");
    }
    if (channel.isEmpty()) {
      return new GiveUp("The channel was deleted");
    }
    if (channel.get().disabled()) {
      return new GiveUp("The channel is switched off");
    }
    if (original != null && revisesInPlace) {
      return delivery.tries() >= maxAttempts ? usedUp(delivery) : new Revise(original);
    }
    if (delivery.openTry() != null) {
      return new LookUp();
    }
    return delivery.tries() >= maxAttempts ? usedUp(delivery) : new Send(delivery.possibleRepeat());
  }

  private static NextStep usedUp(QueuedDelivery delivery) {
    return new GiveUp("Given up after " + delivery.tries() + " attempts");
  }

  private static Optional<NextStep> untilOriginalEnds(
      QueuedDelivery delivery, QueuedDelivery.Original original) {
    if (original.open() && original.state().equals("pending")) {
      return Optional.of(new Wait(Duration.ofSeconds(1)));
    }
    if (original.revising()) {
      return Optional.of(new Wait(Duration.ofMillis(200)));
    }
    if (!original.state().equals("sent")) {
      return Optional.of(new Cancel("The page was never sent"));
    }
    boolean late =
        delivery.event() == EventKind.ACKNOWLEDGED
            && original.shownEvent().equals(EventKind.RESOLVED.code());
    return late
        ? Optional.of(new Cancel("The message says already that it is resolved"))
        : Optional.empty();
  }
}
