package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.ticketing.provider.Capability;
import dev.tocsin.ticketing.provider.Finding;
import dev.tocsin.ticketing.provider.Meaning;
import dev.tocsin.ticketing.provider.PreparedRequest;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import dev.tocsin.ticketing.provider.ProviderSettings;
import dev.tocsin.ticketing.provider.TicketCall;
import dev.tocsin.ticketing.provider.TicketCallback;
import dev.tocsin.ticketing.provider.TicketProvider;
import dev.tocsin.ticketing.provider.TicketStanding;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens issues, moves them, and writes on them. Creating is made safe to repeat by a label that
 * bears our ticket's id: after an unknown outcome it is looked for before anything is made again.
 * Jira keeps no key of a caller's.
 */
@Singleton
final class JiraProvider implements TicketProvider {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JiraApi api;
  private final JiraMoves moves;
  private final JiraComments comments;
  private final JiraCheck check;
  private final JiraCallback callback;

  JiraProvider(
      JiraApi api, JiraMoves moves, JiraComments comments, JiraCheck check, JiraCallback callback) {
    this.api = api;
    this.moves = moves;
    this.comments = comments;
    this.check = check;
    this.callback = callback;
  }

  @Override
  public String id() {
    return "jira";
  }

  @Override
  public String name() {
    return "Jira";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Map<String, String> secretsSentTo() {
    return Map.of("base_url", "api_token");
  }

  @Override
  public ProviderSettings entered(ProviderSettings settings, SecureRandom random) {
    return JiraForm.checked(settings, random);
  }

  @Override
  public Uni<ProviderAnswer> createTicket(TicketCall call) {
    JiraConfig config = JiraConfig.of(call.settings());
    Uni<Reply> created =
        call.repeated()
            ? JiraApi.then(
                search(config, call),
                found ->
                    found.path("issues").isEmpty()
                        ? create(config, call)
                        : Uni.createFrom().item(new Reply.Good(found.path("issues").get(0))))
            : create(config, call);
    return created.map(reply -> answer(config, reply, ""));
  }

  /**
   * First the move, then the comment: a comment about a move that failed would be a lie. An issue
   * that a person has moved there already needs none. That alerts are open again is always told:
   * where the workflow has no way back, the comment is all there is.
   */
  @Override
  public Uni<ProviderAnswer> updateTicket(TicketCall call) {
    JiraConfig config = JiraConfig.of(call.settings());
    StatusTarget target =
        switch (call.operation()) {
          case CLOSE -> config.resolve();
          case REOPEN -> config.reopen();
          default -> config.acknowledge();
        };
    Uni<Reply> move =
        call.operation() == TicketCall.Operation.REOPEN
            ? moves.back(config, call.name())
            : moves.move(config, call.name(), target);
    return JiraApi.then(
            move,
            moved ->
                config.comments() && isNews(call, target, moved)
                    ? JiraApi.then(
                        comments.write(config, call, context(call), callback.mark(call.ticketId())),
                        written -> Uni.createFrom().item(new Reply.Good(moved)))
                    : Uni.createFrom().item(new Reply.Good(moved)))
        .map(reply -> answer(config, reply, "status"));
  }

  private static boolean isNews(TicketCall call, StatusTarget target, JsonNode moved) {
    return moved.path("moved").asBoolean()
        || call.operation() == TicketCall.Operation.REOPEN
        || target instanceof StatusTarget.None
        || call.repeated();
  }

  @Override
  public Uni<ProviderAnswer> comment(TicketCall call) {
    JiraConfig config = JiraConfig.of(call.settings());
    if (!config.comments()) {
      return Uni.createFrom().item(new ProviderAnswer.Done(call.externalId(), ""));
    }
    return comments
        .write(config, call, context(call), callback.mark(call.ticketId()))
        .map(
            reply ->
                switch (reply) {
                  case Reply.Good good ->
                      new ProviderAnswer.Done(
                          call.externalId(), "", good.body().path("id").asText(), "", "");
                  case Reply.Bad bad -> bad.answer();
                });
  }

  @Override
  public Uni<TicketStanding> syncStatus(ProviderSettings settings, String externalId) {
    JiraConfig config = JiraConfig.of(settings);
    return moves
        .look(config, externalId)
        .map(
            reply ->
                switch (reply) {
                  case Reply.Good good -> standing(config, good.body());
                  case Reply.Bad bad when bad.status() == 404 ->
                      new TicketStanding.Absent(bad.words());
                  case Reply.Bad bad -> new TicketStanding.Unknown(bad.words());
                });
  }

  @Override
  public Uni<List<Finding>> check(ProviderSettings settings, Set<String> mappedFields) {
    return check.run(JiraConfig.of(settings), mappedFields);
  }

  @Override
  public PreparedRequest preview(TicketCall call) {
    JiraConfig config = JiraConfig.of(call.settings());
    ObjectNode body = IssueFields.body(config, call, context(call));
    return new PreparedRequest("POST", config.api("/issue").toString(), body);
  }

  @Override
  public Optional<TicketCallback> callback() {
    return Optional.of(callback);
  }

  /** What a status says about the alerts, by the settings; the more final wins. */
  static Meaning meaning(JiraConfig config, JsonNode status) {
    if (config.resolveOn().stream().anyMatch(target -> target.matches(status))) {
      return Meaning.CLOSED;
    }
    return config.acknowledgeOn().stream().anyMatch(target -> target.matches(status))
        ? Meaning.ACKNOWLEDGED
        : Meaning.NONE;
  }

  private Uni<Reply> create(JiraConfig config, TicketCall call) {
    ObjectNode body = IssueFields.body(config, call, context(call));
    return api.post(config, "/issue", body, "creating an issue in " + config.project());
  }

  private Uni<Reply> search(JiraConfig config, TicketCall call) {
    ObjectNode query = JSON.createObjectNode();
    query.put(
        "jql",
        "labels = \"%s\" ORDER BY created ASC".formatted(IssueFields.label(call.ticketId())));
    query.put("maxResults", 1);
    query.putArray("fields").add("status");
    String path = config.cloud() ? "/search/jql" : "/search";
    return api.post(config, path, query, "looking for an issue that may have been made");
  }

  private static ProviderAnswer answer(JiraConfig config, Reply reply, String status) {
    return switch (reply) {
      case Reply.Bad bad -> bad.answer();
      case Reply.Good good -> {
        String key = good.body().path("key").asText();
        yield key.isEmpty()
            ? new ProviderAnswer.Refused(
                config.baseUrl() + " answered without the key of an issue; check base_url")
            : new ProviderAnswer.Done(
                key,
                config.browse(key),
                good.body().path("id").asText(),
                status.isEmpty() ? "" : good.body().path(status).asText(),
                "");
      }
    };
  }

  private static TicketStanding standing(JiraConfig config, JsonNode issue) {
    JsonNode fields = issue.path("fields");
    String key = issue.path("key").asText();
    return new TicketStanding.Found(
        key,
        issue.path("id").asText(),
        config.browse(key),
        JiraText.line(fields.path("summary").asText(), 500),
        fields.path("status").path("name").asText(),
        meaning(config, fields.path("status")));
  }

  private static JsonNode context(TicketCall call) {
    try {
      return JSON.readTree(call.contextJson());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the ticket's context is not JSON", e);
    }
  }
}
