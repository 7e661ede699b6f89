package dev.tocsin.identity.team;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.NamedEntities;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.CreateTeamRequest;
import dev.tocsin.proto.identity.v1.DeleteTeamRequest;
import dev.tocsin.proto.identity.v1.GetTeamRequest;
import dev.tocsin.proto.identity.v1.ListTeamsRequest;
import dev.tocsin.proto.identity.v1.ListTeamsResponse;
import dev.tocsin.proto.identity.v1.MutinyTeamServiceGrpc;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.identity.v1.TeamMember;
import dev.tocsin.proto.identity.v1.UpdateTeamRequest;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Teams as RPCs. */
@GrpcService
@Singleton
public class TeamGrpc extends MutinyTeamServiceGrpc.TeamServiceImplBase {

  private static final String LIST = "teams";

  private final Teams teams;

  TeamGrpc(Teams teams) {
    this.teams = teams;
  }

  @Override
  public Uni<Team> createTeam(CreateTeamRequest request) {
    return teams.create(Caller.current(), TeamDraft.of(request.getTeam())).map(TeamGrpc::message);
  }

  @Override
  public Uni<Team> getTeam(GetTeamRequest request) {
    return teams
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(TeamGrpc::message);
  }

  @Override
  public Uni<ListTeamsResponse> listTeams(ListTeamsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<NamedEntities.Place> after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(key -> new NamedEntities.Place(key.get(0), UUID.fromString(key.get(1))));
    return teams.list(Caller.current().tenantId(), after, size + 1).map(found -> page(found, size));
  }

  @Override
  public Uni<Team> updateTeam(UpdateTeamRequest request) {
    ChangedFields fields =
        ChangedFields.of(request.getUpdateMask(), "name", "description", "members");
    return teams
        .update(Caller.current(), id(request.getTeam()), TeamDraft.of(request.getTeam()), fields)
        .map(TeamGrpc::message);
  }

  @Override
  public Uni<Empty> deleteTeam(DeleteTeamRequest request) {
    return teams
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private static UUID id(Team team) {
    try {
      return UUID.fromString(team.getId());
    } catch (IllegalArgumentException e) {
      throw Invalid.field("team.id", "'" + team.getId() + "' is not a team id");
    }
  }

  private static ListTeamsResponse page(List<TeamRecord> teams, int size) {
    var page = Page.cut(teams, size, LIST, team -> List.of(team.name, team.id));
    return ListTeamsResponse.newBuilder()
        .addAllTeams(page.rows(TeamGrpc::message))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static Team message(TeamRecord team) {
    return Team.newBuilder()
        .setId(team.id.toString())
        .setName(team.name)
        .setDescription(team.description)
        .addAllMembers(
            team.members.stream()
                .sorted(Comparator.comparingInt(member -> member.position))
                .map(TeamGrpc::message)
                .toList())
        .setCreateTime(ProtoTime.of(team.createTime))
        .setUpdateTime(ProtoTime.of(team.updateTime))
        .build();
  }

  private static TeamMember message(Member member) {
    return TeamMember.newBuilder()
        .setUserId(member.userId.toString())
        .setRoleValue(
            member.role == null ? Role.ROLE_UNSPECIFIED.getNumber() : member.role.intValue())
        .build();
  }
}
