package dev.tocsin.alerting.analytics;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.alerting.v1.AnalyticsReport;
import dev.tocsin.proto.alerting.v1.GetAnalyticsRequest;
import dev.tocsin.proto.alerting.v1.MutinyAnalyticsServiceGrpc;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Reports as an RPC. */
@GrpcService
@Singleton
public class AnalyticsGrpc extends MutinyAnalyticsServiceGrpc.AnalyticsServiceImplBase {

  private final Analytics analytics;
  private final TocsinClock clock;

  AnalyticsGrpc(Analytics analytics, TocsinClock clock) {
    this.analytics = analytics;
    this.clock = clock;
  }

  @Override
  public Uni<AnalyticsReport> getAnalytics(GetAnalyticsRequest request) {
    Caller caller = Caller.current();
    Instant until =
        request.hasEndTime() ? ProtoTime.instant("end_time", request.getEndTime()) : clock.now();
    Instant from =
        request.hasStartTime()
            ? ProtoTime.instant("start_time", request.getStartTime())
            : until.minus(Range.USUAL);
    Range range = new Range(from, until, Range.zone(request.getTimeZone()));
    return analytics
        .of(caller.tenantId(), range)
        .map(
            named -> {
              Map<String, String> names = mayReadNames(caller) ? named.names() : Map.of();
              AnalyticsReport.Builder report = ReportMessages.report(named.report(), names);
              return report.setCsv(Csv.of(request.getCsv(), report)).build();
            });
  }

  /** Every role may see names of people, a key limited to other scopes may not. */
  private static boolean mayReadNames(Caller caller) {
    return caller.scopes().isEmpty() || caller.scopes().contains("users:read");
  }
}
