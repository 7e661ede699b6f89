package dev.tocsin.alerting.muting;

import java.time.Instant;
import java.util.Optional;

/** Something that holds pages of alerts for a while. It never keeps an alert from being stored. */
public interface Muter {

  /** Why the alert's pages are held at this instant, and until when; empty when they are not. */
  Optional<Mute> mutes(Subject alert, Instant now);
}
