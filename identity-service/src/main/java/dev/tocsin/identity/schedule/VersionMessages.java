package dev.tocsin.identity.schedule;

import dev.tocsin.identity.user.People;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.DiffScheduleResponse;
import dev.tocsin.proto.identity.v1.ListScheduleVersionsResponse;
import dev.tocsin.proto.identity.v1.ListShiftHistoryResponse;
import dev.tocsin.proto.identity.v1.ScheduleDifference;
import dev.tocsin.proto.identity.v1.ScheduleVersion;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Versions, their differences, and what came of them, as proto messages. */
final class VersionMessages {

  private VersionMessages() {}

  /** A page of versions, the newest first. */
  static ListScheduleVersionsResponse page(
      String list, Versions.Page found, int size, Caller caller) {
    var page = Page.cut(found.versions(), size, list, version -> List.of(version.version));
    var response = ListScheduleVersionsResponse.newBuilder();
    Optional<Instant> until = found.until();
    for (VersionRecord version : page.rows()) {
      response.addVersions(of(version, until));
      until = Optional.ofNullable(version.effectiveTime);
    }
    return response
        .setNextPageToken(page.nextToken())
        .putAllUserNames(CalendarMessages.names(found.people(), found.people().keySet(), caller))
        .build();
  }

  private static ScheduleVersion of(VersionRecord version, Optional<Instant> until) {
    Definition definition = version.definition();
    var message =
        ScheduleVersion.newBuilder()
            .setScheduleId(version.scheduleId.toString())
            .setVersion(version.version)
            .setAuthor(version.author)
            .setNote(version.note)
            .setCreateTime(ProtoTime.of(version.createTime))
            .setTimeZone(definition.timeZone())
            .addAllLayers(definition.layers().stream().map(LayerForm::answered).toList());
    if (version.effectiveTime != null) {
      message.setEffectiveTime(ProtoTime.of(version.effectiveTime));
    }
    until.ifPresent(end -> message.setEndTime(ProtoTime.of(end)));
    return message.build();
  }

  static DiffScheduleResponse of(Diffs.Diff diff, Caller caller) {
    var response = DiffScheduleResponse.newBuilder().addAllFields(diff.fields());
    Set<UUID> named = new HashSet<>();
    for (Differences.Stretch stretch : diff.stretches()) {
      named.addAll(stretch.before());
      named.addAll(stretch.after());
      response.addDifferences(
          ScheduleDifference.newBuilder()
              .setDuty(LayerForm.message(stretch.duty()))
              .setStartTime(ProtoTime.of(stretch.time().from()))
              .setEndTime(ProtoTime.of(stretch.time().until()))
              .addAllBefore(texts(stretch.before()))
              .addAllAfter(texts(stretch.after())));
    }
    Map<UUID, People.Known> people = diff.people();
    return response.putAllUserNames(CalendarMessages.names(people, named, caller)).build();
  }

  private static List<String> texts(Set<UUID> people) {
    return people.stream().map(UUID::toString).sorted().toList();
  }

  static ListShiftHistoryResponse of(String list, History.Page page, Caller caller) {
    var response =
        ListShiftHistoryResponse.newBuilder()
            .addAllShifts(ScheduleMessages.of(page.shifts(), page.schedule()))
            .putAllUserNames(CalendarMessages.names(page.people(), page.people().keySet(), caller));
    if (page.more()) {
      var last = page.shifts().getLast();
      response.setNextPageToken(
          PageToken.after(
              list, last.end().toString(), last.start().toString(), last.person().toString()));
    }
    return response.build();
  }
}
