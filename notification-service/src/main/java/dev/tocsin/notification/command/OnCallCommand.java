package dev.tocsin.notification.command;

import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ListOnCallResponse;
import dev.tocsin.proto.identity.v1.ScheduleOnCall;
import dev.tocsin.proto.identity.v1.Shift;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code oncall [schedule]}: who is on call now. */
@Singleton
class OnCallCommand {

  private static final int LISTED = 20;

  private final Directory directory;

  OnCallCommand(Directory directory) {
    this.directory = directory;
  }

  Uni<String> run(Asked asked, String line) {
    return directory.onCall(asked.tenant()).map(found -> words(found, line));
  }

  static String words(ListOnCallResponse found, String line) {
    if (found.getSchedulesCount() == 0) {
      return "There is no schedule yet.";
    }
    String name = Whom.Head.of(line).name();
    String part = name.toLowerCase(Locale.ROOT);
    List<ScheduleOnCall> exactly =
        found.getSchedulesList().stream()
            .filter(s -> s.getScheduleName().equalsIgnoreCase(name))
            .toList();
    List<ScheduleOnCall> meant =
        !exactly.isEmpty()
            ? exactly
            : found.getSchedulesList().stream()
                .filter(s -> s.getScheduleName().toLowerCase(Locale.ROOT).contains(part))
                .toList();
    if (meant.isEmpty()) {
      return "No schedule is named '%s'. There are: %s."
          .formatted(
              Markup.escaped(name),
              found.getSchedulesList().stream()
                  .limit(LISTED)
                  .map(s -> Markup.escaped(s.getScheduleName()))
                  .collect(Collectors.joining(", ")));
    }
    String more =
        meant.size() > LISTED
            ? "\nand %d more: name the one that you mean.".formatted(meant.size() - LISTED)
            : "";
    return meant.stream()
            .limit(LISTED)
            .map(schedule -> line(schedule, found.getUserNamesMap()))
            .collect(Collectors.joining("\n"))
        + more;
  }

  private static String line(ScheduleOnCall schedule, Map<String, String> names) {
    String who =
        schedule.getOnCallCount() > 0
            ? people(schedule.getOnCallList(), names)
            : "nobody"
                + (schedule.hasGapEndTime()
                    ? " until "
                        + Markup.time(ProtoTime.instant("gap_end_time", schedule.getGapEndTime()))
                    : "");
    String secondary =
        schedule.getSecondaryCount() > 0
            ? "; secondary: " + people(schedule.getSecondaryList(), names)
            : "";
    return Markup.bold(schedule.getScheduleName()) + ": " + who + secondary;
  }

  private static String people(List<Shift> shifts, Map<String, String> names) {
    return shifts.stream()
        .map(
            shift ->
                Markup.escaped(names.getOrDefault(shift.getUserId(), shift.getUserId()))
                    + (shift.hasEndTime()
                        ? " until " + Markup.time(ProtoTime.instant("end_time", shift.getEndTime()))
                        : ""))
        .collect(Collectors.joining(", "));
  }
}
