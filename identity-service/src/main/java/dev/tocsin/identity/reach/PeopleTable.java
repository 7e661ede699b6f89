package dev.tocsin.identity.reach;

import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ReachableUser;
import dev.tocsin.proto.identity.v1.TargetStretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The people of an answer, each told once and then by place. */
final class PeopleTable {

  private final Map<UUID, ReachableUser> known = new HashMap<>();
  private final Map<UUID, Integer> places = new HashMap<>();
  private final List<ReachableUser> named = new ArrayList<>();

  PeopleTable(List<ReachableUser> users) {
    users.forEach(user -> known.put(UUID.fromString(user.getUser().getId()), user));
  }

  boolean knows(UUID user) {
    return known.containsKey(user);
  }

  String name(UUID user) {
    ReachableUser person = known.get(user);
    return person == null ? "" : person.getUser().getName();
  }

  TargetStretch stretch(Instant start, List<UUID> users, List<UUID> shadows, List<UUID> gone) {
    return TargetStretch.newBuilder()
        .setStartTime(ProtoTime.of(start))
        .addAllUsers(places(users))
        .addAllShadows(places(shadows))
        .addAllGone(places(gone))
        .build();
  }

  /** Those who were told, in the order of their places. */
  List<ReachableUser> named() {
    return named;
  }

  private List<Integer> places(List<UUID> users) {
    List<Integer> all = new ArrayList<>();
    for (UUID user : users) {
      ReachableUser person = known.get(user);
      if (person != null) {
        Integer place =
            places.computeIfAbsent(
                user,
                _ -> {
                  named.add(person);
                  return named.size() - 1;
                });
        if (!all.contains(place)) {
          all.add(place);
        }
      }
    }
    return all;
  }
}
