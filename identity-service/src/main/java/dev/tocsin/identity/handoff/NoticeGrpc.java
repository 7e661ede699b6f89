package dev.tocsin.identity.handoff;

import dev.tocsin.identity.notice.Notice;
import dev.tocsin.identity.notice.Notices;
import dev.tocsin.identity.schedule.Statements;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.proto.identity.v1.MutinyNoticeServiceGrpc;
import dev.tocsin.proto.identity.v1.SendNoticeRequest;
import dev.tocsin.proto.identity.v1.SendNoticeResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Notices of other services as an RPC. */
@GrpcService
@Singleton
public class NoticeGrpc extends MutinyNoticeServiceGrpc.NoticeServiceImplBase {

  /**
   * Those named, and those from manager on in the schedule's team, or failing these at all. Of too
   * many, those named come first.
   */
  private static final String TOLD =
      """
      with manager as (
        select p.id from identity.schedule s
        join identity.team_member m on m.tenant_id = s.tenant_id and m.team_id = s.team_id
        join identity.person p on p.tenant_id = m.tenant_id and p.id = m.user_id
        where s.id = cast(nullif(cast(?2 as text), '') as uuid) and coalesce(m.role, p.role) >= 3)
      select cast(p.id as text) from identity.person p
      where p.active and (
        p.id = any (cast(string_to_array(cast(?1 as text), ',') as uuid[]))
        or p.id in (select id from manager)
        or (cast(?2 as text) <> '' and p.role >= 3 and not exists (
          select 1 from manager m join identity.person a on a.id = m.id where a.active)))
      order by p.id = any (cast(string_to_array(cast(?1 as text), ',') as uuid[])) desc, p.id
      limit 200
      """;

  private final Database database;
  private final Notices notices;

  NoticeGrpc(@ServiceDatabase("identity") Database database, Notices notices) {
    this.database = database;
    this.notices = notices;
  }

  @Override
  public Uni<SendNoticeResponse> sendNotice(SendNoticeRequest request) {
    UUID tenant = Caller.current().tenantId();
    return database
        .entities(
            tenant,
            tx ->
                Statements.of(tx)
                    .texts(
                        TOLD,
                        String.join(",", request.getUserIdsList()),
                        request.getManagedScheduleId())
                    .map(people -> people.stream().map(each -> notice(request, each)).toList())
                    .call(told -> notices.tell(tx, tenant, told))
                    .map(List::size))
        .invoke(notices::wake)
        .map(count -> SendNoticeResponse.newBuilder().setToldCount(count).build());
  }

  private static Notice notice(SendNoticeRequest request, String person) {
    String key = request.getNoticeId() + " to " + person;
    return new Notice(
        UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)),
        UUID.fromString(person),
        request.getKind(),
        request.getTitle(),
        request.getText(),
        request.getPath());
  }
}
