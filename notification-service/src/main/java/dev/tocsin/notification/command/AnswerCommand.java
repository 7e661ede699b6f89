package dev.tocsin.notification.command;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.alerting.v1.Alert;
import dev.tocsin.proto.alerting.v1.AlertChange;
import dev.tocsin.proto.alerting.v1.AlertState;
import dev.tocsin.proto.alerting.v1.ListAlertsRequest;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc;
import dev.tocsin.proto.alerting.v1.MutinyAlertServiceGrpc.MutinyAlertServiceStub;
import dev.tocsin.proto.alerting.v1.ResolveAlertRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code ack} and {@code resolve}: answers an alert that is named by its link, its id, or words of
 * its title that no other open alert has. Without words it lists what is open.
 */
@Singleton
class AnswerCommand {

  private static final Pattern ID =
      Pattern.compile(
          "(?:^|/alerts/)([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:[/?#]\\S*)?$");
  private static final int LISTED = 5;
  private static final int LONGEST = 200;

  private final ServiceClients services;
  private final String publicUrl;

  AnswerCommand(
      ServiceClients services,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.services = services;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  /**
   * @param line what names the alert; may be empty
   */
  Uni<String> run(Asked asked, Speaker speaker, Answer answer, String line) {
    Matcher id = ID.matcher(line);
    if (id.find()) {
      return give(asked, speaker, answer, id.group(1))
          .onFailure(NotFound.class)
          .recoverWithItem("There is no alert " + id.group(1) + ".");
    }
    String words = Whom.Head.of(line).name();
    if (words.length() > LONGEST) {
      return Uni.createFrom().item("Say fewer words of its title, or its link.");
    }
    return open(asked, answer, words)
        .chain(
            found ->
                found.size() == 1 && !words.isEmpty()
                    ? give(asked, speaker, answer, found.getFirst().getId())
                    : Uni.createFrom().item(choice(asked, answer, words, found)));
  }

  private Uni<List<Alert>> open(Asked asked, Answer answer, String words) {
    ListAlertsRequest.Builder request =
        ListAlertsRequest.newBuilder()
            .setText(words)
            .setPageSize(LISTED + 1)
            .addStatus(AlertState.ALERT_STATE_OPEN);
    if (answer == Answer.RESOLVE) {
      request.addStatus(AlertState.ALERT_STATE_ACKNOWLEDGED);
    }
    return call(asked, alerting -> alerting.listAlerts(request.build()))
        .map(page -> page.getAlertsList());
  }

  private String choice(Asked asked, Answer answer, String words, List<Alert> found) {
    String command = asked.how() + (answer == Answer.ACKNOWLEDGE ? " ack" : " resolve");
    if (found.isEmpty()) {
      return words.isEmpty()
          ? "No alert is open."
          : "No open alert has '%s' in its title.".formatted(Markup.escaped(words));
    }
    String more = found.size() > LISTED ? "\nand more." : "";
    return (words.isEmpty()
            ? "Say which, by `%s` and a link or words of the title:\n".formatted(command)
            : "Several open alerts have that in their titles: say `%s` and a link.\n"
                .formatted(command))
        + found.stream()
            .limit(LISTED)
            .map(alert -> "• " + link(alert) + " `" + alert.getId() + "`")
            .collect(Collectors.joining("\n"))
        + more;
  }

  private Uni<String> give(Asked asked, Speaker speaker, Answer answer, String id) {
    Uni<AlertChange> change =
        switch (answer) {
          case ACKNOWLEDGE ->
              call(
                  asked,
                  alerting ->
                      alerting.acknowledgeAlert(
                          AcknowledgeAlertRequest.newBuilder()
                              .setId(id)
                              .setOnBehalfOf(speaker.id())
                              .build()));
          case RESOLVE ->
              call(
                  asked,
                  alerting ->
                      alerting.resolveAlert(
                          ResolveAlertRequest.newBuilder()
                              .setId(id)
                              .setOnBehalfOf(speaker.id())
                              .build()));
        };
    return change.map(done -> link(done.getAlert()) + ": " + Outcomes.words(answer, done));
  }

  private String link(Alert alert) {
    return Markup.link(publicUrl + "/alerts/" + alert.getId(), alert.getTitle());
  }

  private <T> Uni<T> call(Asked asked, Function<MutinyAlertServiceStub, Uni<T>> call) {
    return services.call("alerting", MutinyAlertServiceGrpc::newMutinyStub, asked.tenant(), call);
  }
}
