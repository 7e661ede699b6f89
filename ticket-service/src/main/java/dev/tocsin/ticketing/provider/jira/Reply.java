package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.ticketing.provider.ProviderAnswer;

/** What came of one request to Jira. */
sealed interface Reply {
  /** It did it; the body is a missing node where there is none. */
  record Good(JsonNode body) implements Reply {}

  /**
   * It did not, or nobody knows.
   *
   * @param status HTTP status; 0 without one, {@link #NO_WAY} when Jira was not asked
   * @param answer what that means for the call
   */
  record Bad(int status, ProviderAnswer answer) implements Reply {
    /** The workflow has no way to where an issue should go. */
    static final int NO_WAY = -1;

    String words() {
      return switch (answer) {
        case ProviderAnswer.Refused refused -> refused.reason();
        case ProviderAnswer.TryAgain again -> again.reason();
        case ProviderAnswer.Done done -> "";
      };
    }

    boolean isForGood() {
      return answer instanceof ProviderAnswer.Refused;
    }
  }
}
