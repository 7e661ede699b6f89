package dev.tocsin.notification.command;

import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.CreateAlertRequest;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.ScheduleTarget;
import dev.tocsin.proto.alerting.v1.Target;
import dev.tocsin.proto.identity.v1.OnCallTarget;
import dev.tocsin.proto.identity.v1.ReachTarget;
import dev.tocsin.proto.identity.v1.ResolveTargetsResponse;
import dev.tocsin.proto.identity.v1.ResolvedTarget;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code page <whom>… <words>}: opens an alert for people, teams or those on call, in place of the
 * routes, in the name of who typed it.
 */
@Singleton
class PageCommand {

  private static final int MOST = 10;
  private static final int LISTED = 8;

  private final Directory directory;
  private final ServiceClients services;
  private final String publicUrl;

  PageCommand(
      Directory directory,
      ServiceClients services,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.directory = directory;
    this.services = services;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  /** Those named so far, what follows them, and why not when it cannot be. */
  private record Named(List<Candidate> whom, String rest, String refusal) {

    static Named refused(String why) {
      return new Named(List.of(), "", why);
    }
  }

  Uni<String> run(Asked asked, Speaker speaker, String line) {
    if (line.isEmpty()) {
      return said("Say whom, and what is wrong: `" + asked.how() + " page @ada checkout is down`.");
    }
    return named(asked.tenant(), new ArrayList<>(), line)
        .chain(
            named -> {
              if (!named.refusal().isEmpty()) {
                return said(named.refusal() + " Nobody was paged.");
              }
              return switch (PageWords.read(named.rest())) {
                case PageWords.Reading.Wrong wrong -> said(wrong.why());
                case PageWords.Reading.Ok ok -> page(asked, speaker, named.whom(), ok.words());
              };
            });
  }

  /** Reads one name after the other. */
  private Uni<Named> named(UUID tenant, List<Candidate> before, String line) {
    if (before.size() >= MOST) {
      return Uni.createFrom().item(Named.refused("That is more than " + MOST + " at once."));
    }
    return whom(tenant, line)
        .chain(
            whom ->
                switch (whom) {
                  case Whom.Found found -> {
                    if (!before.contains(found.candidate())) {
                      before.add(found.candidate());
                    }
                    String next = found.rest().replaceFirst("^,\\s*", "");
                    yield Whom.isNamed(next)
                        ? named(tenant, before, next)
                        : Uni.createFrom().item(new Named(before, found.rest(), ""));
                  }
                  case Whom.Several several -> item(Named.refused(several(several)));
                  case Whom.Nobody nobody -> item(Named.refused(nobody(nobody)));
                  case Whom.Member member ->
                      item(
                          Named.refused(
                              "Tocsin does not know <@"
                                  + member.id()
                                  + ">: the member's id is nobody's Slack address."));
                });
  }

  private Uni<Whom> whom(UUID tenant, String line) {
    Markup.Mention mention = Markup.leading(line);
    if (mention == null) {
      return directory
          .candidates(tenant, Whom.Head.of(line))
          .map(candidates -> Whom.read(line, candidates));
    }
    Whom unknown = new Whom.Member(mention.member(), mention.rest());
    return directory
        .speaker(tenant, mention.member())
        .map(
            found ->
                found
                    .<Whom>map(
                        user ->
                            new Whom.Found(
                                Candidate.person(user.id(), user.name(), ""), mention.rest()))
                    .orElse(unknown));
  }

  private Uni<String> page(Asked asked, Speaker speaker, List<Candidate> whom, PageWords words) {
    return directory
        .people(asked.tenant(), whom.stream().map(PageCommand::reach).toList())
        .chain(
            people -> {
              if (people.getTargetsList().stream().allMatch(t -> t.getUserIdsCount() == 0)) {
                return said(
                    "Nobody was paged: "
                        + whom.stream().map(PageCommand::empty).collect(Collectors.joining(" "))
                        + " Page a person by name.");
              }
              return open(asked, speaker, whom, words)
                  .map(alert -> done(alert, whom, people, words));
            });
  }

  private Uni<Alert> open(Asked asked, Speaker speaker, List<Candidate> whom, PageWords words) {
    CreateAlertRequest.Builder request =
        CreateAlertRequest.newBuilder()
            .setIdempotencyKey(asked.key())
            .setTitle(words.title())
            .setSeverity(words.severity())
            .addAllTargets(whom.stream().map(PageCommand::target).toList())
            .setOnBehalfOf(speaker.id());
    if (!words.description().isEmpty()) {
      request.putAnnotations("description", words.description());
    }
    return services.call(
        "alerting",
        MutinyAlertServiceGrpc::newMutinyStub,
        asked.tenant(),
        alerting -> alerting.createAlert(request.build()));
  }

  private String done(
      Alert alert, List<Candidate> whom, ResolveTargetsResponse people, PageWords words) {
    Map<String, String> names =
        people.getUsersList().stream()
            .collect(
                Collectors.toMap(
                    u -> u.getUser().getId(), u -> u.getUser().getName(), (one, same) -> one));
    List<String> reached = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < whom.size(); i++) {
      ResolvedTarget target = people.getTargets(i);
      if (target.getUserIdsCount() == 0) {
        missing.add(empty(whom.get(i)));
      } else {
        reached.add(reached(whom.get(i), target, names));
      }
    }
    return "Paging %s: %s.%s"
        .formatted(
            String.join(", ", reached),
            Markup.link(publicUrl + "/alerts/" + alert.getId(), words.title()),
            missing.isEmpty() ? "" : " " + String.join(" ", missing));
  }

  private static String reached(
      Candidate candidate, ResolvedTarget target, Map<String, String> names) {
    if (candidate.kind() == Candidate.Kind.PERSON) {
      return Markup.bold(candidate.name());
    }
    List<String> people =
        target.getUserIdsList().stream()
            .limit(LISTED)
            .map(id -> Markup.escaped(names.getOrDefault(id, id)))
            .toList();
    int more = target.getUserIdsCount() - people.size();
    return "%s %s (%s%s)"
        .formatted(
            candidate.kind().word(),
            Markup.bold(candidate.name()),
            String.join(", ", people),
            more > 0 ? " and " + more + " more" : "");
  }

  private static String empty(Candidate candidate) {
    String name = Markup.bold(candidate.name());
    return switch (candidate.kind()) {
      case SCHEDULE -> "Nobody is on call by " + name + " now.";
      case TEAM -> "Team " + name + " has no members.";
      case PERSON -> name + " is deactivated.";
    };
  }

  private static String several(Whom.Several several) {
    return "'%s' is the name of several: say %s."
        .formatted(
            Markup.escaped(several.said()), list(several.candidates().stream().limit(5).toList()));
  }

  private static String nobody(Whom.Nobody nobody) {
    String similar =
        nobody.similar().isEmpty() ? "" : " Do you mean " + list(nobody.similar()) + "?";
    return "Tocsin knows no person, team or schedule named '%s'.%s"
        .formatted(Markup.escaped(nobody.said()), similar);
  }

  private static String list(List<Candidate> candidates) {
    return candidates.stream()
        .map(
            c ->
                c.email().isEmpty()
                    ? "`" + Markup.escaped(c.exactly()) + "`"
                    : Markup.escaped(c.name()) + " (`" + Markup.escaped(c.email()) + "`)")
        .collect(Collectors.joining(", or "));
  }

  private static ReachTarget reach(Candidate candidate) {
    ReachTarget.Builder target = ReachTarget.newBuilder();
    return switch (candidate.kind()) {
      case PERSON -> target.setUserId(candidate.id()).build();
      case TEAM -> target.setTeamId(candidate.id()).build();
      case SCHEDULE ->
          target.setOnCall(OnCallTarget.newBuilder().setScheduleId(candidate.id())).build();
    };
  }

  private static Target target(Candidate candidate) {
    Target.Builder target = Target.newBuilder();
    return switch (candidate.kind()) {
      case PERSON -> target.setUserId(candidate.id()).build();
      case TEAM -> target.setTeamId(candidate.id()).build();
      case SCHEDULE ->
          target.setSchedule(ScheduleTarget.newBuilder().setScheduleId(candidate.id())).build();
    };
  }

  private static Uni<Named> item(Named named) {
    return Uni.createFrom().item(named);
  }

  private static Uni<String> said(String words) {
    return Uni.createFrom().item(words);
  }
}
