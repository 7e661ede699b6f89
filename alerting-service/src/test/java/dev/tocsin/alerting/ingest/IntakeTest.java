package dev.tocsin.alerting.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tocsin.platform.error.Unavailable;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private final Map<String, UniEmitter<? super String>> begun = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private final List<Throwable> refused = new ArrayList<>();

  private final Intake intake = new Intake(10, 100, 200);

  @Test
  void beginsLargePayloadsInTheirOrderAsThereIsRoom() {
    send("a", 60);
    send("b", 60);
    send("c", 30);
    assertEquals(List.of("a"), order);

    begun.get("a").complete("stored");

    assertEquals(List.of("a", "b", "c"), order);
  }

  @Test
  void letsSmallPayloadsPass() {
    send("large", 100);
    send("waits", 50);

    send("small", 10);

    assertEquals(List.of("large", "small"), order);
  }

  @Test
  void takesAPayloadThatIsLargerThanTheRoomAlone() {
    send("huge", 5_000);
    send("next", 20);
    assertEquals(List.of("huge"), order);

    begun.get("huge").complete("stored");

    assertEquals(List.of("huge", "next"), order);
  }

  @Test
  void goesOnAfterAFailure() {
    send("a", 100);
    send("b", 100);

    begun.get("a").fail(new IllegalStateException("broken"));

    assertEquals(List.of("a", "b"), order);
  }

  @Test
  void refusesWhatNoLongerFits() {
    send("a", 100);
    send("b", 150);

    send("c", 100);

    assertInstanceOf(Unavailable.class, refused.getFirst());
    begun.get("a").complete("stored");
    assertEquals(List.of("a", "b"), order);
  }

  private void send(String name, int bytes) {
    intake
        .within(
            bytes,
            () -> {
              order.add(name);
              return Uni.createFrom().<String>emitter(answer -> begun.put(name, answer));
            })
        .subscribe()
        .with(done -> {}, refused::add);
  }
}
