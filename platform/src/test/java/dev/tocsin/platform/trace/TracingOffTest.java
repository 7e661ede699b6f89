package dev.tocsin.platform.trace;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

/** Without an endpoint tracing costs nothing: the work is handed back as it is. */
class TracingOffTest {
  private final Tracing off = Tracing.off();
  private final Uni<String> work = Uni.createFrom().item("done");

  @Test
  void addsNothingToAnAttempt() {
    assertFalse(off.isOn());
    assertSame(work, off.attempt("attempt", Attributes.empty(), null, () -> work));
  }

  @Test
  void addsNothingToACall() {
    Metadata headers = new Metadata();

    assertSame(work, off.call("identity", headers, same -> work));
    assertTrue(headers.keys().isEmpty());
  }
}
