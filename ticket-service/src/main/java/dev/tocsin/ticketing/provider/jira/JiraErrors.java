package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.platform.outbound.OutboundResponse;
import dev.tocsin.platform.outbound.OutboundResponse.Answered;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Jira's answers in words. Errors come as {@code errorMessages} (a list) and {@code errors} (field
 * to words), from gateways as {@code message} or as HTML.
 */
final class JiraErrors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WORDS = 600;
  private static final Duration UNKNOWN_OUTCOME = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  private JiraErrors() {}

  /**
   * @param what what was asked, as people read it: {@code creating an issue in OPS}
   */
  static Reply read(JiraConfig config, OutboundResponse response, String what, Instant now) {
    return switch (response) {
      case OutboundResponse.NotSent no when no.forbidden() -> refused(0, no.reason());
      case OutboundResponse.NotSent no -> again(0, no.reason(), Optional.empty());
      // The search index of the cloud lags behind: looked for at once, an issue is not found.
      case OutboundResponse.Unanswered no -> again(0, no.reason(), Optional.of(UNKNOWN_OUTCOME));
      case Answered yes -> answered(config, yes, what, now);
    };
  }

  private static Reply answered(JiraConfig config, Answered answer, String what, Instant now) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return good(config, answer, what);
    }
    String said = said(answer);
    String words =
        "Jira answered %d to %s%s".formatted(status, what, said.isEmpty() ? "" : ": " + said);
    return switch (status) {
      case 408, 409, 423, 425 -> again(status, words, retryAfter(answer, now));
      case 429 ->
          again(
              status,
              words + " (too many requests; waiting as long as it says)",
              retryAfter(answer, now));
      default ->
          status >= 500
              ? again(status, words, retryAfter(answer, now))
              : refused(status, words + hint(config, status, answer));
    };
  }

  private static Reply good(JiraConfig config, Answered answer, String what) {
    if (answer.body().length == 0) {
      return new Reply.Good(JSON.missingNode());
    }
    Optional<JsonNode> body = json(answer);
    if (body.isEmpty()) {
      return refused(
          answer.status(),
          "%s answered to %s with something that is not JSON, as a sign-in page would be; check base_url"
              .formatted(config.baseUrl(), what));
    }
    return new Reply.Good(body.get());
  }

  private static String hint(JiraConfig config, int status, Answered answer) {
    boolean captcha =
        answer.header("x-seraph-loginreason").orElse("").contains("AUTHENTICATION_DENIED");
    return switch (status) {
      case 301, 302, 303, 307, 308 ->
          ". It redirects to "
              + JiraText.line(answer.header("location").orElse("elsewhere"), 200)
              + "; set base_url to where it leads";
      case 401 ->
          config.cloud()
              ? ". Check email and api_token: the token may have been revoked or have expired"
              : ". Check api_token: the personal access token may have been revoked or have"
                  + " expired";
      case 403 ->
          captcha
              ? ". Jira wants a CAPTCHA: sign in once in a browser with this account"
              : ". The account lacks a permission in project " + config.project();
      case 404 -> ". It does not exist, or the account may not see it (permission Browse Projects)";
      case 413 -> ". The issue is too large";
      default -> "";
    };
  }

  /** Everything that Jira says is wrong, in one line. */
  static String said(Answered answer) {
    Optional<JsonNode> body = json(answer);
    if (body.isEmpty()) {
      String text = answer.text().strip();
      return text.startsWith("<") ? "" : JiraText.line(text, 200);
    }
    List<String> words = new ArrayList<>();
    body.get().path("errorMessages").forEach(message -> add(words, message.asText()));
    body.get()
        .path("errors")
        .properties()
        .forEach(error -> add(words, error.getKey() + ": " + error.getValue().asText()));
    if (words.isEmpty()) {
      for (String name : List.of("message", "errorMessage", "error", "detail", "title")) {
        if (body.get().path(name).isTextual()) {
          add(words, body.get().path(name).asText());
          break;
        }
      }
    }
    return JiraText.cut(String.join("; ", words), WORDS);
  }

  private static void add(List<String> words, String message) {
    String line = JiraText.line(message, 300);
    if (!line.isEmpty()) {
      words.add(line);
    }
  }

  private static Optional<JsonNode> json(Answered answer) {
    try {
      return answer.truncated()
          ? Optional.empty()
          : Optional.ofNullable(JSON.readTree(answer.body())).filter(JsonNode::isContainerNode);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Seconds, an HTTP date, or the cloud's {@code X-RateLimit-Reset}; at most an hour. */
  static Optional<Duration> retryAfter(Answered answer, Instant now) {
    Optional<Duration> after =
        answer.header("retry-after").flatMap(value -> wait(value.strip(), now));
    return after
        .or(() -> answer.header("x-ratelimit-reset").flatMap(value -> wait(value.strip(), now)))
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> wait(String value, Instant now) {
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return instant(value).map(at -> Duration.between(now, at)).filter(wait -> !wait.isNegative());
  }

  private static Optional<Instant> instant(String value) {
    try {
      return Optional.of(
          value.matches("[0-9]{4}-.*")
              ? OffsetDateTime.parse(value).toInstant()
              : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static Reply refused(int status, String words) {
    return new Reply.Bad(status, new ProviderAnswer.Refused(words));
  }

  private static Reply again(int status, String words, Optional<Duration> after) {
    return new Reply.Bad(status, new ProviderAnswer.TryAgain(words, after));
  }
}
