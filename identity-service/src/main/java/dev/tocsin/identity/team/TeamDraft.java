package dev.tocsin.identity.team;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.proto.identity.v1.Team;
import dev.tocsin.proto.identity.v1.TeamMember;
import dev.tocsin.proto.platform.v1.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A team as somebody wants it. */
record TeamDraft(String name, String description, List<Seat> seats) {

  /** A member as somebody wants it. */
  record Seat(UUID userId, Role role) {}

  TeamDraft {
    seats = List.copyOf(seats);
  }

  /**
   * Reads a team.
   *
   * @throws Invalid when a member is listed twice
   */
  static TeamDraft of(Team team) {
    List<Seat> seats = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    for (TeamMember member : team.getMembersList()) {
      UUID userId = UUID.fromString(member.getUserId());
      if (!seen.add(userId)) {
        throw Invalid.field(
            "team.members[" + seats.size() + "].user_id", "user " + userId + " is listed twice");
      }
      seats.add(new Seat(userId, member.getRole()));
    }
    return new TeamDraft(team.getName().strip(), team.getDescription(), seats);
  }

  List<UUID> userIds() {
    return seats.stream().map(Seat::userId).toList();
  }

  List<Member> membersIn(UUID tenant) {
    List<Member> members = new ArrayList<>();
    for (Seat seat : seats) {
      Short role = seat.role() == Role.ROLE_UNSPECIFIED ? null : (short) seat.role().getNumber();
      members.add(new Member(tenant, seat.userId(), role, members.size()));
    }
    return members;
  }

  /** The fields for the audit log. */
  Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("name", name);
    detail.put("description", description);
    detail.put(
        "members",
        seats.stream()
            .map(
                seat ->
                    Map.<String, Object>of(
                        "user_id", seat.userId().toString(), "role", seat.role().name()))
            .toList());
    return detail;
  }
}
