package dev.tocsin.ticketing.provider;

import java.time.Duration;
import java.util.Optional;

/** What a ticket system said. */
public sealed interface ProviderAnswer {

  /**
   * It did it.
   *
   * @param externalId what it calls the ticket
   * @param url where it shows it; empty when it does not say
   * @param ref its own name that never changes, when {@code externalId} may; else empty
   * @param status its word for where the ticket stands now; empty when it does not say
   * @param remark what was not as it should be all the same; empty when nothing
   */
  record Done(String externalId, String url, String ref, String status, String remark)
      implements ProviderAnswer {
    /** Without the rest. */
    public Done(String externalId, String url) {
      this(externalId, url, "", "", "");
    }
  }

  /**
   * It will not, however often it is asked.
   *
   * @param reason its words without secrets, and what to do
   */
  record Refused(String reason) implements ProviderAnswer {}

  /**
   * Not now; or nobody knows whether it did.
   *
   * @param reason its words without secrets
   * @param after not before this time has passed, when it said so
   */
  record TryAgain(String reason, Optional<Duration> after) implements ProviderAnswer {}
}
