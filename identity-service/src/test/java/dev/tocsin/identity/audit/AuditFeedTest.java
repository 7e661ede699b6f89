package dev.tocsin.identity.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.platform.error.Exhausted;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AuditFeedTest {

  private static final int MOST = 200;

  @Inject AuditFeed feed;

  @Test
  void aTenantHasSoManyFollowersAndOneMoreWhenOneIsGone() {
    UUID tenant = UUID.randomUUID();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Cancellable> followers = new ArrayList<>();
    try {
      for (int i = 0; i < MOST; i++) {
        followers.add(follow(tenant, failures));
      }
      assertEquals(0, failures.size(), failures::toString);

      follow(tenant, failures);
      assertEquals(1, failures.size());
      Throwable refusal = failures.remove();
      assertTrue(refusal instanceof Exhausted, refusal.toString());
      assertTrue(refusal.getMessage().contains("200 streams"), refusal.getMessage());
      Queue<Throwable> others = new ConcurrentLinkedQueue<>();
      follow(UUID.randomUUID(), others).cancel();
      assertEquals(0, others.size(), "another tenant has its own");

      followers.removeLast().cancel();
      followers.add(follow(tenant, failures));
      assertEquals(0, failures.size(), failures::toString);
    } finally {
      followers.forEach(Cancellable::cancel);
    }
  }

  private Cancellable follow(UUID tenant, Queue<Throwable> failures) {
    return feed.follow(tenant, "schedules", Optional.empty())
        .subscribe()
        .with(change -> {}, failures::add);
  }
}
