package dev.tocsin.notification.command;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.FindUserByContactRequest;
import dev.tocsin.proto.identity.v1.GetUserRequest;
import dev.tocsin.proto.identity.v1.ListOnCallRequest;
import dev.tocsin.proto.identity.v1.ListOnCallResponse;
import dev.tocsin.proto.identity.v1.ListSchedulesRequest;
import dev.tocsin.proto.identity.v1.ListTeamsRequest;
import dev.tocsin.proto.identity.v1.ListUsersRequest;
import dev.tocsin.proto.identity.v1.MutinyReachServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyScheduleServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyTeamServiceGrpc;
import dev.tocsin.proto.identity.v1.MutinyUserServiceGrpc;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ResolveTargetsRequest;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What identity knows of those who type and of those whom they name. */
@Singleton
class Directory {

  /** Most teams and schedules that are looked through, each. */
  private static final int MOST = 500;

  private static final int PEOPLE = 200;

  private final ServiceClients services;

  Directory(ServiceClients services) {
    this.services = services;
  }

  /** Who the member is; empty when nobody active has the member's id as an address. */
  Uni<Optional<Speaker>> speaker(UUID tenant, String member) {
    return userOf(tenant, member)
        .chain(
            user ->
                user.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : services
                        .call(
                            "identity",
                            MutinyUserServiceGrpc::newMutinyStub,
                            tenant,
                            identity ->
                                identity.getUser(
                                    GetUserRequest.newBuilder().setId(user.get()).build()))
                        .map(
                            found ->
                                Optional.of(
                                    new Speaker(found.getId(), found.getName(), found.getRole()))));
  }

  /** The user id of a member; empty when nobody active has the member's id as an address. */
  Uni<Optional<String>> userOf(UUID tenant, String member) {
    return services
        .call(
            "identity",
            MutinyUserServiceGrpc::newMutinyStub,
            tenant,
            identity ->
                identity.findUserByContact(
                    FindUserByContactRequest.newBuilder()
                        .setKind(ContactKind.CONTACT_KIND_SLACK)
                        .setAddress(member)
                        .build()))
        .map(found -> Optional.of(found.getUserId()).filter(id -> !id.isEmpty()));
  }

  /** Whom a line that begins so may name. */
  Uni<List<Candidate>> candidates(UUID tenant, Whom.Head head) {
    return people(tenant, head)
        .chain(
            people ->
                teams(tenant, head)
                    .chain(
                        teams ->
                            schedules(tenant, head)
                                .map(
                                    schedules -> {
                                      List<Candidate> all = new ArrayList<>(people);
                                      all.addAll(teams);
                                      all.addAll(schedules);
                                      return all;
                                    })));
  }

  private Uni<List<Candidate>> people(UUID tenant, Whom.Head head) {
    return skips(head, Candidate.Kind.PERSON) || head.searched().isEmpty()
        ? none()
        : services
            .call(
                "identity",
                MutinyUserServiceGrpc::newMutinyStub,
                tenant,
                identity ->
                    identity.listUsers(
                        ListUsersRequest.newBuilder()
                            .setText(head.searched())
                            .setPageSize(PEOPLE)
                            .build()))
            .map(
                page ->
                    page.getUsersList().stream()
                        .map(u -> Candidate.person(u.getId(), u.getName(), u.getEmail()))
                        .toList());
  }

  private Uni<List<Candidate>> teams(UUID tenant, Whom.Head head) {
    return skips(head, Candidate.Kind.TEAM)
        ? none()
        : services
            .call(
                "identity",
                MutinyTeamServiceGrpc::newMutinyStub,
                tenant,
                identity ->
                    identity.listTeams(ListTeamsRequest.newBuilder().setPageSize(MOST).build()))
            .map(
                page ->
                    page.getTeamsList().stream()
                        .map(t -> Candidate.team(t.getId(), t.getName()))
                        .toList());
  }

  private Uni<List<Candidate>> schedules(UUID tenant, Whom.Head head) {
    return skips(head, Candidate.Kind.SCHEDULE)
        ? none()
        : services
            .call(
                "identity",
                MutinyScheduleServiceGrpc::newMutinyStub,
                tenant,
                identity ->
                    identity.listSchedules(
                        ListSchedulesRequest.newBuilder().setPageSize(MOST).build()))
            .map(
                page ->
                    page.getSchedulesList().stream()
                        .map(s -> Candidate.schedule(s.getId(), s.getName()))
                        .toList());
  }

  private static boolean skips(Whom.Head head, Candidate.Kind kind) {
    return head.kind().isPresent() && head.kind().get() != kind;
  }

  private static Uni<List<Candidate>> none() {
    return Uni.createFrom().item(List.of());
  }

  /** The people behind targets, by the very answer that pages go by. */
  Uni<ResolveTargetsResponse> people(UUID tenant, List<ReachTarget> targets) {
    return services.call(
        "identity",
        MutinyReachServiceGrpc::newMutinyStub,
        tenant,
        identity ->
            identity.resolveTargets(
                ResolveTargetsRequest.newBuilder().addAllTargets(targets).build()));
  }

  /** Who is on call now, by every schedule. */
  Uni<ListOnCallResponse> onCall(UUID tenant) {
    return services.call(
        "identity",
        MutinyScheduleServiceGrpc::newMutinyStub,
        tenant,
        identity -> identity.listOnCall(ListOnCallRequest.newBuilder().setPageSize(MOST).build()));
  }
}
