package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.ticketing.provider.TicketNews;
import dev.tocsin.ticketing.provider.TicketNews.Author;
import dev.tocsin.ticketing.provider.TicketNews.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a webhook of Jira, of the cloud or of a server. A change of status is an item of {@code
 * changelog.items}; a comment comes as {@code comment_created}, on servers also as an update of the
 * issue without a changelog; a server's comment names its issue only in the comment's address.
 */
final class JiraNews {
  private static final Pattern ISSUE = Pattern.compile("/rest/api/[^/]+/issue/([^/?#]+)");
  private static final int TEXT = 3_000;

  private JiraNews() {}

  /** Empty when it is about no issue. */
  static Optional<TicketNews> read(JiraConfig config, JsonNode message) {
    JsonNode issue = message.path("issue");
    String ref = issue.path("id").asText();
    String key = issue.path("key").asText();
    if (ref.isEmpty() && key.isEmpty()) {
      ref = fromAddress(message.path("comment").path("self").asText());
    }
    if (ref.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    String event = message.path("webhookEvent").asText().toLowerCase(Locale.ROOT);
    List<Change> changes = new ArrayList<>();
    if (event.endsWith("issue_deleted")) {
      changes.add(new Change.Deleted());
    } else if (event.endsWith("issue_updated")) {
      fromChangelog(config, message, changes);
    }
    comment(message, event).ifPresent(changes::add);
    return Optional.of(new TicketNews(ref, key, author(message, changes), changes));
  }

  /** The id of an account: the cloud's {@code accountId}, a server's {@code key} or name. */
  static String accountId(JsonNode user) {
    for (String name : List.of("accountId", "key", "name")) {
      if (!user.path(name).asText().isBlank()) {
        return user.path(name).asText();
      }
    }
    return "";
  }

  private static void fromChangelog(JiraConfig config, JsonNode message, List<Change> changes) {
    JsonNode issue = message.path("issue");
    for (JsonNode item : message.path("changelog").path("items")) {
      String field = item.path("fieldId").asText(item.path("field").asText());
      if (field.equalsIgnoreCase("status")) {
        String to = item.path("toString").asText();
        changes.add(
            new Change.Status(
                item.path("fromString").asText(),
                to,
                JiraProvider.meaning(config, status(issue, to))));
      } else if (item.path("field").asText().equalsIgnoreCase("Key")) {
        String key = item.path("toString").asText();
        changes.add(new Change.Renamed(key, config.browse(key)));
      }
    }
  }

  /**
   * The issue's status when it is the one that the item names; another change may have followed.
   */
  private static JsonNode status(JsonNode issue, String to) {
    JsonNode now = issue.path("fields").path("status");
    if (now.path("name").asText().equalsIgnoreCase(to)) {
      return now;
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    return named.put("name", to);
  }

  /**
   * A new comment. In the cloud and on newer servers each comes by itself as {@code
   * comment_created}, and the update of the issue that tells it a second time has no changelog and
   * the event type {@code issue_commented}; the id of the comment makes the two one. Older servers
   * send that update alone, and without an event type: an edited comment differs in its two times
   * only.
   */
  private static Optional<Change> comment(JsonNode message, String event) {
    JsonNode comment = message.path("comment");
    String type = message.path("issue_event_type_name").asText("");
    boolean commented =
        event.equals("comment_created")
            || (event.endsWith("issue_updated")
                && (type.equals("issue_commented") || (type.isEmpty() && isNew(comment))));
    String text = JiraText.cut(JiraText.clean(Plain.text(comment.path("body"))).strip(), TEXT);
    return commented && !text.isEmpty()
        ? Optional.of(new Change.Comment(comment.path("id").asText(), text))
        : Optional.empty();
  }

  private static boolean isNew(JsonNode comment) {
    String created = comment.path("created").asText("");
    return comment.path("updated").asText(created).equals(created);
  }

  private static Author author(JsonNode message, List<Change> changes) {
    boolean commented = changes.stream().anyMatch(Change.Comment.class::isInstance);
    JsonNode writer = message.path("comment").path("author");
    JsonNode user = commented && writer.isObject() ? writer : message.path("user");
    if (!user.isObject()) {
      user = writer;
    }
    String name = user.path("displayName").asText(user.path("name").asText());
    return new Author(accountId(user), JiraText.line(name, 100));
  }

  private static String fromAddress(String self) {
    Matcher matcher = ISSUE.matcher(self);
    return matcher.find() ? matcher.group(1) : "";
  }
}
