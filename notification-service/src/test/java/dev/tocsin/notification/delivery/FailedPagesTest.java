package dev.tocsin.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.queue.Outcome;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailedPagesTest {

  @Test
  void areNotToldAgainWhereTheirGroupIsNotKnown() {
    assertInstanceOf(Outcome.Done.class, after(new NotFound("alert group", "x")));
    assertInstanceOf(Outcome.Done.class, after(Invalid.request("that is no group")));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void areToldAgainAfterEveryOtherFailure(Throwable failure) {
    assertInstanceOf(Outcome.Retry.class, after(failure));
  }

  static Throwable[] passing() {
    return new Throwable[] {
      new Unavailable("alerting-service does not answer", null),
      new Denied("the key of the services is another"),
      new IllegalStateException("closed")
    };
  }

  private static Outcome after(Throwable failure) {
    return FailedPages.after(failure, UUID.randomUUID(), "d");
  }
}
