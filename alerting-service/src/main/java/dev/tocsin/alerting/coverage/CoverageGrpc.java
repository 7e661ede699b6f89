package dev.tocsin.alerting.coverage;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.GetCoverageRequest;
import dev.tocsin.proto.alerting.v1.GetCoverageResponse;
import dev.tocsin.proto.alerting.v1.MutinyCoverageServiceGrpc;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The contract's {@code CoverageService}. */
@GrpcService
@Singleton
public class CoverageGrpc extends MutinyCoverageServiceGrpc.CoverageServiceImplBase {

  private static final String LIST = "coverage";
  private static final int USUAL_DAYS = 90;
  private static final int USUAL_PAGE = 20;
  private static final Duration USUAL_WITHIN = Duration.ofHours(24);

  private final Database database;
  private final Coverages coverages;

  CoverageGrpc(@ServiceDatabase("alerting") Database database, Coverages coverages) {
    this.database = database;
    this.coverages = coverages;
  }

  @Override
  public Uni<GetCoverageResponse> getCoverage(GetCoverageRequest request) {
    UUID tenant = Caller.current().tenantId();
    Coverages.Asked asked = asked(request, database.clock().now());
    return coverages.of(tenant, asked).map(answer -> CoverageMessages.of(asked, answer, LIST));
  }

  private static Coverages.Asked asked(GetCoverageRequest request, Instant now) {
    Instant from =
        request.hasStartTime() ? ProtoTime.instant("start_time", request.getStartTime()) : now;
    int days = request.getDays() == 0 ? USUAL_DAYS : request.getDays();
    return new Coverages.Asked(
        from,
        from.plus(Duration.ofDays(days)),
        request.hasWithin()
            ? Duration.ofSeconds(request.getWithin().getSeconds(), request.getWithin().getNanos())
            : USUAL_WITHIN,
        policy(request.getPolicyId()),
        PageToken.read(LIST, request.getPageToken(), 1).map(List::getFirst).orElse(""),
        PageToken.size(request.getPageSize(), USUAL_PAGE));
  }

  private static Optional<UUID> policy(String id) {
    try {
      return id.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      throw Invalid.field("policy_id", "'" + id + "' is not a policy id");
    }
  }
}
