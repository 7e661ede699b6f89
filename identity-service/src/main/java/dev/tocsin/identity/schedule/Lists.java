package dev.tocsin.identity.schedule;

import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.proto.identity.v1.GetScheduleRequest;
import dev.tocsin.proto.identity.v1.ListOverridesRequest;
import dev.tocsin.proto.identity.v1.ListOverridesResponse;
import dev.tocsin.proto.identity.v1.ListScheduleVersionsRequest;
import dev.tocsin.proto.identity.v1.ListScheduleVersionsResponse;
import dev.tocsin.proto.identity.v1.ListSchedulesRequest;
import dev.tocsin.proto.identity.v1.ListSchedulesResponse;
import dev.tocsin.proto.identity.v1.Schedule;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Schedules, their versions and overrides as they are stored, from message to message. */
@Singleton
class Lists {

  private static final String SCHEDULES = "schedules";
  private static final String OVERRIDES = "overrides of ";
  private static final String VERSIONS = "versions of ";

  private final Database database;
  private final Versions versions;
  private final Overrides overrides;
  private final People people;

  Lists(
      @ServiceDatabase("identity") Database database,
      Versions versions,
      Overrides overrides,
      People people) {
    this.database = database;
    this.versions = versions;
    this.overrides = overrides;
    this.people = people;
  }

  Uni<Schedule> schedule(Caller caller, GetScheduleRequest request) {
    UUID tenant = caller.tenantId();
    return versions
        .get(tenant, UUID.fromString(request.getId()), request.getVersion())
        .flatMap(
            stored ->
                // Services ask for names on the way to a page, and have no use for warnings.
                caller.kind() == Caller.Kind.SERVICE
                    ? Uni.createFrom().item(ScheduleMessages.of(stored))
                    : deactivated(tenant, List.of(stored))
                        .map(out -> ScheduleMessages.of(stored, out)));
  }

  Uni<ListSchedulesResponse> schedules(Caller caller, ListSchedulesRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    UUID tenant = caller.tenantId();
    return versions
        .list(tenant, Requests.place(SCHEDULES, request.getPageToken()), size + 1)
        .flatMap(
            found ->
                deactivated(tenant, found)
                    .map(out -> ScheduleMessages.page(SCHEDULES, found, size, out)));
  }

  /** Those of the people with turns in these schedules who are deactivated. */
  private Uni<Set<UUID>> deactivated(UUID tenant, List<Stored> schedules) {
    Set<UUID> all = new HashSet<>();
    schedules.forEach(schedule -> all.addAll(List.of(schedule.version().people)));
    return all.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : database.entities(tenant, tx -> people.deactivated(tx, all));
  }

  Uni<ListOverridesResponse> overrides(Caller caller, ListOverridesRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    String list = OVERRIDES + request.getScheduleId();
    var after =
        PageToken.read(list, request.getPageToken(), 2)
            .map(
                key ->
                    new OverrideStore.Place(
                        Instant.parse(key.get(0)), UUID.fromString(key.get(1))));
    return overrides
        .list(caller.tenantId(), UUID.fromString(request.getScheduleId()), after, size + 1)
        .map(found -> ScheduleMessages.overrides(list, found, size));
  }

  Uni<ListScheduleVersionsResponse> versions(Caller caller, ListScheduleVersionsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    String list = VERSIONS + request.getScheduleId();
    int before =
        PageToken.read(list, request.getPageToken(), 1)
            .map(key -> Integer.parseInt(key.getFirst()))
            .orElse(Integer.MAX_VALUE);
    return versions
        .of(caller.tenantId(), UUID.fromString(request.getScheduleId()), before, size + 1)
        .map(page -> VersionMessages.page(list, page, size, caller));
  }
}
