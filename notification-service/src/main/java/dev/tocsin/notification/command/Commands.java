package dev.tocsin.notification.command;

import dev.tocsin.notification.channel.Answer;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.proto.platform.v1.Role;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Does what people type, and says in Slack's markup what came of it. It never fails. */
@Singleton
public class Commands {

  private static final Logger LOG = Logger.getLogger(Commands.class);

  private final Directory directory;
  private final PageCommand page;
  private final OnCallCommand onCall;
  private final AnswerCommand answer;
  private final String publicUrl;

  Commands(
      Directory directory,
      PageCommand page,
      OnCallCommand onCall,
      AnswerCommand answer,
      @ConfigProperty(name = "tocsin.public-url", defaultValue = "http://localhost:8080")
          String publicUrl) {
    this.directory = directory;
    this.page = page;
    this.onCall = onCall;
    this.answer = answer;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  /** What a line asks for. */
  private enum Verb {
    PAGE(Role.ROLE_RESPONDER),
    ONCALL(Role.ROLE_VIEWER),
    ACK(Role.ROLE_RESPONDER),
    RESOLVE(Role.ROLE_RESPONDER),
    HELP(Role.ROLE_UNSPECIFIED),
    UNKNOWN(Role.ROLE_UNSPECIFIED);

    private final Role needs;

    Verb(Role needs) {
      this.needs = needs;
    }

    static Verb of(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "page", "alert" -> PAGE;
        case "oncall", "on-call", "who" -> ONCALL;
        case "ack", "acknowledge" -> ACK;
        case "resolve", "close" -> RESOLVE;
        case "", "help", "?" -> HELP;
        default -> UNKNOWN;
      };
    }
  }

  /** Runs the line; the same {@link Asked#key} again pages nobody anew. */
  public Uni<String> run(Asked asked) {
    String line = Markup.marked(asked.text());
    String[] parts = line.split(" ", 2);
    String word = parts[0];
    String rest = parts.length > 1 ? parts[1].strip() : "";
    Verb verb = Verb.of(word);
    return switch (verb) {
      case HELP -> Uni.createFrom().item(help(asked.how()));
      case UNKNOWN ->
          Uni.createFrom()
              .item(
                  "Tocsin does not know what '%s' means.\n%s"
                      .formatted(
                          Markup.escaped(shortened(Markup.unmarked(word))), help(asked.how())));
      case PAGE, ONCALL, ACK, RESOLVE ->
          Uni.createFrom()
              .deferred(() -> directory.speaker(asked.tenant(), asked.member()))
              .chain(
                  speaker ->
                      speaker.isEmpty()
                          ? Uni.createFrom().item(unknown(asked))
                          : run(asked, speaker.get(), verb, rest))
              .onFailure()
              .recoverWithItem(failure -> sorry(asked, verb, failure));
    };
  }

  private Uni<String> run(Asked asked, Speaker speaker, Verb verb, String rest) {
    if (!speaker.may(verb.needs)) {
      return Uni.createFrom()
          .item(
              "This takes the role %s, you have %s."
                  .formatted(role(verb.needs), role(speaker.role())));
    }
    LOG.infof(
        "tenant=%s user=%s command=%s",
        asked.tenant(), speaker.id(), verb.name().toLowerCase(Locale.ROOT));
    String words = Markup.unmarked(rest);
    return switch (verb) {
      case PAGE -> page.run(asked, speaker, rest);
      case ONCALL -> onCall.run(asked, words);
      case ACK -> answer.run(asked, speaker, Answer.ACKNOWLEDGE, words);
      case RESOLVE -> answer.run(asked, speaker, Answer.RESOLVE, words);
      case HELP, UNKNOWN -> Uni.createFrom().item(help(asked.how()));
    };
  }

  private String unknown(Asked asked) {
    return "Tocsin does not know who you are. Add your Slack member ID `%s` as a contact method of %s, then say it again."
        .formatted(asked.member(), Markup.link(publicUrl + "/me", "your profile"));
  }

  private static String sorry(Asked asked, Verb verb, Throwable failure) {
    LOG.warnf(
        failure,
        "tenant=%s command=%s failed",
        asked.tenant(),
        verb.name().toLowerCase(Locale.ROOT));
    return switch (failure) {
      case NotFound gone -> "That does not exist any more.";
      case Precondition no -> "That is not possible: " + Markup.escaped(no.explanation());
      case Conflict no -> "That is not possible: " + Markup.escaped(no.explanation());
      case Invalid no -> "That is not possible: " + Markup.escaped(no.explanation());
      case Denied no -> "That is not allowed: " + Markup.escaped(no.explanation());
      default ->
          verb == Verb.PAGE
              ? "Tocsin could not page anybody just now. Try again in a moment, and call those whom"
                  + " you need."
              : "Tocsin could not do that just now. Try again in a moment.";
    };
  }

  private static String role(Role role) {
    return role == Role.ROLE_UNSPECIFIED
        ? "none"
        : role.name().substring("ROLE_".length()).toLowerCase(Locale.ROOT);
  }

  private static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "…";
  }

  private static String help(String how) {
    return """
    *What to say:*
    • `%1$s page @ada checkout is down` pages a person, by a mention, a name or an e-mail address
    • `%1$s page team:Payments, schedule:"DB primary" checkout is down` pages the members of a team and who is on call
    • `%1$s page @ada severity:minor …` pages less loudly than the usual `critical`
    • `%1$s oncall` or `%1$s oncall DB primary` tells who is on call
    • `%1$s ack …` or `%1$s resolve …` and the link of an alert or words of its title answers it\
    """
        .formatted(how);
  }
}
