package dev.tocsin.alerting.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.error.Exhausted;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few at once, the others one after the other. */
class TurnsTest {

  private final Turns turns = new Turns(1, 1);
  private final List<UniEmitter<? super String>> begun = new ArrayList<>();

  @Test
  void letsTheNextGoWhenOneHasEndedOrFailed() {
    UniAssertSubscriber<String> first = take();
    UniAssertSubscriber<String> second = take();
    assertEquals(1, begun.size());

    begun.get(0).fail(new IllegalStateException("lost"));
    first.assertFailedWith(IllegalStateException.class);
    assertEquals(2, begun.size());

    begun.get(1).complete("done");
    second.assertItem("done");
    take();
    assertEquals(3, begun.size());
  }

  @Test
  void refusesWhoComesWhenTooManyWait() {
    take();
    take();

    Throwable refused = take().getFailure();

    Exhausted exhausted = assertInstanceOf(Exhausted.class, refused);
    assertTrue(exhausted.getMessage().contains("try again in 10 seconds"), exhausted.getMessage());
  }

  @Test
  void givesTheTurnOnWhenNobodyWaitsForTheAnswerAnyMore() {
    UniAssertSubscriber<String> going = take();
    UniAssertSubscriber<String> waiting = take();
    going.cancel();
    waiting.cancel();

    begun.get(0).complete("unheard");
    begun.get(1).complete("unheard");

    take();
    assertEquals(3, begun.size());
  }

  private UniAssertSubscriber<String> take() {
    return turns
        .take(() -> Uni.createFrom().<String>emitter(begun::add))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
