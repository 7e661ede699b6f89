package dev.tocsin.identity.notice;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.tocsin.identity.retention.OldRows;
import dev.tocsin.identity.user.Addressees;
import dev.tocsin.identity.user.Addressees.Address;
import dev.tocsin.identity.user.Addressees.Addressee;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.queue.Job;
import dev.tocsin.platform.queue.Outcome;
import dev.tocsin.proto.notification.v1.Destination;
import dev.tocsin.proto.notification.v1.EventKind;
import dev.tocsin.proto.notification.v1.MutinyNotificationServiceGrpc;
import dev.tocsin.proto.notification.v1.SendNotificationRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has notification-service bring notices to people: this service writes to nobody itself. */
@Singleton
class NoticePost {

  private final Database database;
  private final Addressees addressees;
  private final ServiceClients services;
  private final OldRows oldRows;
  private final String publicUrl;

  NoticePost(
      @ServiceDatabase("identity") Database database,
      Addressees addressees,
      ServiceClients services,
      OldRows oldRows,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.database = database;
    this.addressees = addressees;
    this.services = services;
    this.oldRows = oldRows;
    this.publicUrl = publicUrl;
  }

  /** Brings one notice; while notification-service does not answer it is tried again. */
  Uni<Outcome> handle(Job job) {
    oldRows.sweepNowAndThen(job.tenant());
    return read(job)
        .flatMap(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(new Outcome.Handled())
                    : addressees
                        .of(job.tenant(), found.get().user())
                        .flatMap(
                            to ->
                                to.isEmpty()
                                    ? Uni.createFrom().item(new Outcome.Done("unwanted"))
                                    : send(job, found.get(), to.get(), 0)));
  }

  private Uni<Optional<Notice>> read(Job job) {
    return database
        .inTenant(
            job.tenant(),
            tx ->
                tx.preparedQuery(
                        "select id, user_id, kind, title, text, path from identity.notice"
                            + " where id = $1")
                    .execute(Tuple.of(job.id())))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(notice(rows.iterator().next())));
  }

  private static Notice notice(Row row) {
    return new Notice(
        row.getUUID("id"),
        row.getUUID("user_id"),
        row.getString("kind"),
        row.getString("title"),
        row.getString("text"),
        row.getString("path"));
  }

  /** To the first of the addresses, from this one on, that a channel serves. */
  private Uni<Outcome> send(Job job, Notice notice, Addressee to, int place) {
    if (place >= to.addresses().size()) {
      return Uni.createFrom().item(new Outcome.Done("unreachable"));
    }
    SendNotificationRequest request = request(notice, to, to.addresses().get(place), place);
    return services
        .call(
            "notification",
            MutinyNotificationServiceGrpc::newMutinyStub,
            job.tenant(),
            stub -> stub.sendNotification(request))
        .flatMap(
            answer ->
                answer.getDeliveriesCount() > 0
                    ? Uni.createFrom().item(new Outcome.Done("sent"))
                    : send(job, notice, to, place + 1));
  }

  private SendNotificationRequest request(Notice notice, Addressee to, Address at, int place) {
    return SendNotificationRequest.newBuilder()
        .setIdempotencyKey("notice:" + notice.id() + ":" + place)
        .setEventKind(EventKind.EVENT_KIND_NOTICE)
        .setRenderContext(context(notice, to))
        .addDestinations(
            Destination.newBuilder()
                .setKind(at.channel())
                .setAddress(at.address())
                .setUserId(to.id().toString())
                .setLocale(to.locale()))
        .setPartial(true)
        .build();
  }

  private Struct context(Notice notice, Addressee to) {
    String title = ToldTimes.in(to.timeZone(), notice.title());
    Map<String, String> told =
        Map.of(
            "kind",
            notice.kind(),
            "title",
            title,
            "text",
            ToldTimes.in(to.timeZone(), notice.text()),
            "link",
            notice.path().isEmpty() ? "" : publicUrl + notice.path());
    return Struct.newBuilder()
        .putFields("alert", object(Map.of("title", title)))
        .putFields("notice", object(told))
        .putFields(
            "user",
            object(Map.of("id", to.id().toString(), "name", to.name(), "time_zone", to.timeZone())))
        .build();
  }

  private static Value object(Map<String, String> fields) {
    Struct.Builder object = Struct.newBuilder();
    fields.forEach(
        (name, text) -> object.putFields(name, Value.newBuilder().setStringValue(text).build()));
    return Value.newBuilder().setStructValue(object).build();
  }
}
