package dev.tocsin.platform.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.identity.v1.MutinyUsageServiceGrpc;
import dev.tocsin.proto.identity.v1.RecordUsageRequest;
import io.quarkus.grpc.GrpcService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class UsageReporterTest {

  @Inject UsageCounters counters;
  @Inject UsageReporter reporter;

  @Test
  void tellsWhatWasCountedUnderTheSameIdUntilItIsAnswered() {
    UUID tenant = UUID.randomUUID();
    counters.add(tenant, UsageCounters.ALERTS, 2);
    counters.add(tenant, UsageCounters.ALERTS, 3);
    counters.add(tenant, UsageCounters.SMS_SEGMENTS, 0);

    List<RecordUsageRequest> heard = Identity.heardOf(tenant);
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (heard.size() < 2) {
      assertTrue(System.nanoTime() < end, "told once only: " + heard);
      reporter.tell().await().atMost(Duration.ofSeconds(60));
    }

    assertEquals(Map.of(UsageCounters.ALERTS, 5L), heard.getFirst().getCountsMap());
    assertEquals(heard.getFirst(), heard.getLast());
  }

  /** identity-service, whose first answer about each tenant is lost. */
  @GrpcService
  @Singleton
  public static class Identity extends MutinyUsageServiceGrpc.UsageServiceImplBase {

    private static final Map<UUID, List<RecordUsageRequest>> HEARD = new ConcurrentHashMap<>();

    static List<RecordUsageRequest> heardOf(UUID tenant) {
      return HEARD.computeIfAbsent(tenant, _ -> new CopyOnWriteArrayList<>());
    }

    @Override
    public Uni<Empty> recordUsage(RecordUsageRequest request) {
      List<RecordUsageRequest> heard = heardOf(Caller.current().tenantId());
      heard.add(request);
      return heard.size() == 1
          ? Uni.createFrom().failure(new Unavailable("the answer was lost", null))
          : Uni.createFrom().item(Empty.getDefaultInstance());
    }
  }
}
