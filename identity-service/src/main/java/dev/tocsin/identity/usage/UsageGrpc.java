package dev.tocsin.identity.usage;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.usage.UsageCounters;
import dev.tocsin.proto.identity.v1.GetUsageRequest;
import dev.tocsin.proto.identity.v1.GetUsageResponse;
import dev.tocsin.proto.identity.v1.MutinyUsageServiceGrpc;
import dev.tocsin.proto.identity.v1.RecordUsageRequest;
import dev.tocsin.proto.identity.v1.UsageDay;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What tenants use, as RPCs. */
@GrpcService
@Singleton
public class UsageGrpc extends MutinyUsageServiceGrpc.UsageServiceImplBase {

  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 366;

  private final UsageStore store;

  UsageGrpc(UsageStore store) {
    this.store = store;
  }

  @Override
  public Uni<Empty> recordUsage(RecordUsageRequest request) {
    return store
        .add(
            Caller.current().tenantId(),
            UUID.fromString(request.getReportId()),
            day("day", request.getDay()),
            request.getCountsMap())
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<GetUsageResponse> getUsage(GetUsageRequest request) {
    LocalDate to =
        request.getTo().isEmpty()
            ? store.now().atZone(ZoneOffset.UTC).toLocalDate()
            : day("to", request.getTo());
    LocalDate from =
        request.getFrom().isEmpty() ? to.minusDays(USUAL_DAYS - 1) : day("from", request.getFrom());
    if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw Invalid.field(
          "from", "must be a day up to %s, and at most %d before it".formatted(to, MOST_DAYS - 1));
    }
    return store.list(Caller.current().tenantId(), from, to).map(UsageGrpc::answer);
  }

  private static LocalDate day(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Invalid.field(field, "'" + text + "' is no day of the calendar");
    }
  }

  private static GetUsageResponse answer(List<UsageStore.Count> counts) {
    Map<LocalDate, UsageDay.Builder> days = new LinkedHashMap<>();
    UsageDay.Builder total = UsageDay.newBuilder();
    for (UsageStore.Count count : counts) {
      add(
          days.computeIfAbsent(count.day(), day -> UsageDay.newBuilder().setDay(day.toString())),
          count);
      add(total, count);
    }
    return GetUsageResponse.newBuilder()
        .addAllDays(days.values().stream().map(UsageDay.Builder::build).toList())
        .setTotal(total)
        .build();
  }

  private static void add(UsageDay.Builder day, UsageStore.Count count) {
    switch (count.counter()) {
      case UsageCounters.ALERTS -> day.setAlertsReceived(day.getAlertsReceived() + count.amount());
      case UsageCounters.API_CALLS -> day.setApiCalls(day.getApiCalls() + count.amount());
      case UsageCounters.SMS_SEGMENTS -> day.setSmsSegments(day.getSmsSegments() + count.amount());
      default -> {
        if (count.counter().startsWith(UsageCounters.SENT)) {
          String kind = count.counter().substring(UsageCounters.SENT.length());
          day.putMessagesSent(kind, day.getMessagesSentOrDefault(kind, 0) + count.amount());
        }
      }
    }
  }
}
