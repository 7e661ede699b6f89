package dev.tocsin.notification.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Empty;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.AcknowledgeGroupRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.ChangeOutcome;
import dev.tocsin.proto.alerting.v1.CreateAlertRequest;
import dev.tocsin.proto.alerting.v1.GetAlertRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.ListAlertsResponse;
import dev.tocsin.proto.alerting.v1.Reason;
import dev.tocsin.proto.alerting.v1.ReportFailedPageRequest;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import dev.tocsin.proto.alerting.v1.ResolveGroupRequest;
import dev.tocsin.proto.identity.v1.AuditEvent;
import dev.tocsin.proto.identity.v1.AuditServiceGrpc;
import dev.tocsin.proto.identity.v1.AuthServiceGrpc;
import dev.tocsin.proto.identity.v1.FindUserByContactRequest;
import dev.tocsin.proto.identity.v1.FindUserByContactResponse;
import dev.tocsin.proto.identity.v1.GetUserRequest;
import dev.tocsin.proto.identity.v1.ListUsersRequest;
import dev.tocsin.proto.identity.v1.ListUsersResponse;
import dev.tocsin.proto.identity.v1.RecordAuditEventsRequest;
import dev.tocsin.proto.identity.v1.ResolvedTarget;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.identity.v1.User;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import dev.tocsin.proto.identity.v1.VerifyApiKeyRequest;
import dev.tocsin.proto.identity.v1.VerifyApiKeyResponse;
import dev.tocsin.proto.platform.v1.Role;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;

/** Identity and alerting as notification sees them, by gRPC; they remember what they were asked. */
public final class Neighbours {

  private static final Neighbours ONLY = new Neighbours();

  /** One answer that alerting was given. */
  public record Answered(String verb, String group, String onBehalfOf, String note) {}

  private final List<Answered> answers = new CopyOnWriteArrayList<>();
  private final Map<String, AlertChange> outcomes = new ConcurrentHashMap<>();
  private final Map<String, String> members = new ConcurrentHashMap<>();
  private final Map<String, Alert> alerts = new ConcurrentHashMap<>();
  private final List<ReportFailedPageRequest> failedPages = new CopyOnWriteArrayList<>();
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();
  private final Map<String, Team> teams = new ConcurrentHashMap<>();
  private final Map<String, ResolvedTarget> resolved = new ConcurrentHashMap<>();
  private final List<CreateAlertRequest> created = new CopyOnWriteArrayList<>();
  private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
  private volatile boolean down;
  private volatile long slow;

  private Neighbours() {
    String address =
        ConfigProvider.getConfig().getValue("tocsin.services.alerting.address", String.class);
    try {
      Server server =
          ServerBuilder.forPort(Integer.parseInt(address.substring(address.indexOf(':') + 1)))
              .addService(new Keys())
              .addService(new People())
              .addService(new Alerts())
              .addService(new Directory.Teams())
              .addService(new Directory.Schedules())
              .addService(new Directory.Reach())
              .addService(new Audit())
              .build()
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In place of a user, for {@link #member}: several users have the member's id. */
  public static final String SEVERAL = "several";

  public static Neighbours get() {
    return ONLY;
  }

  /** What the audit log was told of a resource, {@code noun/id}, once or more for each change. */
  public List<AuditEvent> audited(String resource) {
    return audited.stream().filter(event -> event.getResource().equals(resource)).toList();
  }

  /** A key that identity vouches for. */
  public static String key(String tenant, String role) {
    return "tcs_" + role + "_" + tenant;
  }

  /** What alerting was told about a group. */
  public List<Answered> answers(String group) {
    return answers.stream().filter(a -> a.group().equals(group)).toList();
  }

  /** From now on alerting answers this for the group. */
  public void answer(String group, ChangeOutcome outcome, String why) {
    outcomes.put(
        group,
        AlertChange.newBuilder()
            .setAlert(Alert.newBuilder().setTitle("Disk almost full on db-1"))
            .setOutcome(outcome)
            .setReason(Reason.newBuilder().setSummary(why))
            .build());
  }

  /** Pages of a group that alerting was told were given up. */
  public List<ReportFailedPageRequest> failedPages(String group) {
    return failedPages.stream().filter(page -> page.getAlertGroupId().equals(group)).toList();
  }

  public void member(String slackMember, String user) {
    members.put(slackMember, user);
  }

  /** Alerting has this alert. */
  public void alert(Alert alert) {
    alerts.put(alert.getId(), alert);
  }

  /** Identity has this user. */
  public void user(User user) {
    users.put(user.getId(), user);
  }

  /** Identity has this team. */
  public void team(Team team, String... members) {
    teams.put(team.getId(), team);
    resolved.put(team.getId(), Directory.target(team.getName(), members));
  }

  /** Identity has this schedule, and these are on call. */
  public void schedule(Schedule schedule, String... onCall) {
    schedules.put(schedule.getId(), schedule);
    resolved.put(schedule.getId(), Directory.target(schedule.getName(), onCall));
  }

  /** What alerting was asked to open in the name of a user. */
  public List<CreateAlertRequest> created(String onBehalfOf) {
    return created.stream().filter(c -> c.getOnBehalfOf().equals(onBehalfOf)).toList();
  }

  /** The same, as soon as there is something, within a minute. */
  public List<CreateAlertRequest> awaitCreated(String onBehalfOf) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (created(onBehalfOf).isEmpty() && System.nanoTime() < end) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return created(onBehalfOf);
  }

  /** From now on alerting takes this long. */
  public void alertingTakes(Duration time) {
    slow = time.toMillis();
  }

  Map<String, User> users() {
    return users;
  }

  Map<String, Team> teams() {
    return teams;
  }

  Map<String, Schedule> schedules() {
    return schedules;
  }

  Map<String, ResolvedTarget> resolved() {
    return resolved;
  }

  public void alertingIsDown(boolean isDown) {
    down = isDown;
  }

  private final class Keys extends AuthServiceGrpc.AuthServiceImplBase {
    @Override
    public void verifyApiKey(
        VerifyApiKeyRequest request, StreamObserver<VerifyApiKeyResponse> answer) {
      String[] parts = request.getKey().split("_");
      if (parts.length != 3) {
        answer.onError(Status.UNAUTHENTICATED.asRuntimeException());
        return;
      }
      reply(
          answer,
          VerifyApiKeyResponse.newBuilder()
              .setTenantId(parts[2])
              .setApiKeyId(parts[1])
              .setRole(Role.valueOf("ROLE_" + parts[1].toUpperCase(java.util.Locale.ROOT)))
              .build());
    }
  }

  private final class People extends UserServiceGrpc.UserServiceImplBase {
    @Override
    public void findUserByContact(
        FindUserByContactRequest request, StreamObserver<FindUserByContactResponse> answer) {
      String user = members.getOrDefault(request.getAddress(), "");
      if (user.equals(SEVERAL)) {
        answer.onError(
            Status.FAILED_PRECONDITION
                .withDescription("'" + request.getAddress() + "' is a contact method of 2 users")
                .asRuntimeException());
        return;
      }
      reply(answer, FindUserByContactResponse.newBuilder().setUserId(user).build());
    }

    @Override
    public void getUser(GetUserRequest request, StreamObserver<User> answer) {
      User user = users.get(request.getId());
      if (user == null) {
        answer.onError(Status.NOT_FOUND.withDescription("no such user").asRuntimeException());
        return;
      }
      reply(answer, user);
    }

    @Override
    public void listUsers(ListUsersRequest request, StreamObserver<ListUsersResponse> answer) {
      String text = request.getText().toLowerCase(java.util.Locale.ROOT);
      reply(
          answer,
          ListUsersResponse.newBuilder()
              .addAllUsers(
                  users.values().stream()
                      .filter(
                          u ->
                              (u.getName() + " " + u.getEmail())
                                  .toLowerCase(java.util.Locale.ROOT)
                                  .contains(text))
                      .toList())
              .build());
    }
  }

  private final class Alerts extends AlertServiceGrpc.AlertServiceImplBase {
    @Override
    public void reportFailedPage(ReportFailedPageRequest request, StreamObserver<Empty> answer) {
      if (down) {
        answer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      failedPages.add(request);
      reply(answer, Empty.getDefaultInstance());
    }

    @Override
    public void acknowledgeGroup(
        AcknowledgeGroupRequest request, StreamObserver<AlertChange> answer) {
      change(
          new Answered("acknowledge", request.getId(), request.getOnBehalfOf(), request.getNote()),
          answer);
    }

    @Override
    public void createAlert(CreateAlertRequest request, StreamObserver<Alert> answer) {
      if (down) {
        answer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      pause();
      keep(request);
      String id = UUID.nameUUIDFromBytes(request.getIdempotencyKey().getBytes(UTF_8)).toString();
      reply(answer, Alert.newBuilder().setId(id).setTitle(request.getTitle()).build());
    }

    private void keep(CreateAlertRequest request) {
      synchronized (created) {
        String key = request.getIdempotencyKey();
        if (created.stream().noneMatch(c -> c.getIdempotencyKey().equals(key))) {
          created.add(request);
        }
      }
    }

    private void pause() {
      try {
        Thread.sleep(slow);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void listAlerts(ListAlertsRequest request, StreamObserver<ListAlertsResponse> answer) {
      reply(
          answer,
          ListAlertsResponse.newBuilder()
              .addAllAlerts(
                  alerts.values().stream()
                      .filter(a -> a.getTitle().contains(request.getText()))
                      .filter(a -> request.getStatusList().contains(a.getState()))
                      .limit(request.getPageSize())
                      .toList())
              .build());
    }

    @Override
    public void acknowledgeAlert(
        AcknowledgeAlertRequest request, StreamObserver<AlertChange> answer) {
      changeAlert("acknowledge", request.getId(), request.getOnBehalfOf(), answer);
    }

    @Override
    public void resolveAlert(ResolveAlertRequest request, StreamObserver<AlertChange> answer) {
      changeAlert("resolve", request.getId(), request.getOnBehalfOf(), answer);
    }

    private void changeAlert(
        String verb, String id, String user, StreamObserver<AlertChange> answer) {
      Alert alert = alerts.get(id);
      if (alert == null) {
        answer.onError(Status.NOT_FOUND.withDescription("no such alert").asRuntimeException());
        return;
      }
      answers.add(new Answered(verb, id, user, ""));
      reply(
          answer,
          AlertChange.newBuilder()
              .setAlert(alert)
              .setOutcome(ChangeOutcome.CHANGE_OUTCOME_CHANGED)
              .build());
    }

    @Override
    public void getAlert(GetAlertRequest request, StreamObserver<Alert> answer) {
      Alert alert = alerts.get(request.getId());
      if (alert == null) {
        answer.onError(Status.NOT_FOUND.withDescription("no such alert").asRuntimeException());
        return;
      }
      reply(answer, alert);
    }

    @Override
    public void resolveGroup(ResolveGroupRequest request, StreamObserver<AlertChange> answer) {
      change(
          new Answered("resolve", request.getId(), request.getOnBehalfOf(), request.getNote()),
          answer);
    }

    private void change(Answered answered, StreamObserver<AlertChange> answer) {
      if (down) {
        answer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      answers.add(answered);
      AlertChange usual =
          AlertChange.newBuilder()
              .setAlert(Alert.newBuilder().setTitle("Disk almost full on db-1"))
              .setOutcome(ChangeOutcome.CHANGE_OUTCOME_CHANGED)
              .build();
      reply(answer, outcomes.getOrDefault(answered.group(), usual));
    }
  }

  private final class Audit extends AuditServiceGrpc.AuditServiceImplBase {
    @Override
    public void recordAuditEvents(RecordAuditEventsRequest request, StreamObserver<Empty> answer) {
      audited.addAll(request.getEventsList());
      reply(answer, Empty.getDefaultInstance());
    }
  }

  static <T> void reply(StreamObserver<T> observer, T answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }
}
