package dev.tocsin.identity.notice;

import static org.junit.jupiter.api.Assertions.fail;

import dev.tocsin.identity.FakeNotification;
import dev.tocsin.identity.TestTenant;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The notices that notification-service was asked to bring. */
public final class Told {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Told() {}

  /** Those of a tenant so far, as {@code kind address title}, in no order. */
  public static List<String> to(TestTenant tenant) {
    return requests(tenant).stream()
        .map(
            request ->
                "%s %s %s"
                    .formatted(
                        field(request, "kind"),
                        request.getDestinations(0).getAddress(),
                        field(request, "title")))
        .sorted()
        .toList();
  }

  public static List<SendNotificationRequest> requests(TestTenant tenant) {
    return FakeNotification.asked(tenant.id()).stream()
        .filter(request -> request.getEventKind() == EventKind.EVENT_KIND_NOTICE)
        .toList();
  }

  /** A field of what templates get. */
  public static String field(SendNotificationRequest request, String name) {
    return request
        .getRenderContext()
        .getFieldsOrThrow("notice")
        .getStructValue()
        .getFieldsOrThrow(name)
        .getStringValue();
  }

  /** Waits until these have been told, and nothing else. */
  public static void await(TestTenant tenant, List<String> wanted) {
    List<String> sorted = wanted.stream().sorted().toList();
    await(() -> to(tenant).equals(sorted), () -> "told " + to(tenant) + ", not " + sorted);
  }

  /** Waits until it is so. */
  public static void await(Supplier<Boolean> so, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!so.get()) {
      if (System.nanoTime() > deadline) {
        fail(otherwise.get());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
