package dev.tocsin.ticketing.provider.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tocsin.ticketing.provider.Meaning;
import dev.tocsin.ticketing.provider.ProviderSettings;
import dev.tocsin.ticketing.provider.TicketNews;
import dev.tocsin.ticketing.provider.TicketNews.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages and answers that real systems sent, read in place from beside the repository. */
class JiraCorpusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CORPUS = Path.of("../../shared/corpus/06-ticket-apis/jira");

  private static final JiraConfig CONFIG =
      JiraConfig.of(
          new ProviderSettings(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("base_url", "https://acme.atlassian.net")
                  .put("project", "TES"),
              Map.of()));

  @ParameterizedTest
  @CsvSource({
    "issue-updated-started-working, TES-41, In Progress, ACKNOWLEDGED",
    "issue-updated-resolved, TES-41, Done, CLOSED",
    "issue-updated-reopened, TES-41, To Do, NONE",
    "server-issue-updated-closed, TES-4, Closed, CLOSED",
  })
  void changesOfStatusSayWhatTheyMean(String file, String key, String to, Meaning meaning) {
    TicketNews news = news(file);
    assertEquals(key, news.externalId());
    var status = assertInstanceOf(Change.Status.class, news.changes().getFirst());
    assertEquals(to, status.to());
    assertEquals(meaning, status.meaning());
    assertFalse(news.author().id().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "cloud-comment-created",
    "cloud-comment-created-mention-user",
    "server-comment-created",
    "server-issue-updated-commented-1",
  })
  void newCommentsAreRead(String file) {
    TicketNews news = news(file);
    var comment = assertInstanceOf(Change.Comment.class, news.changes().getFirst());
    assertFalse(comment.text().isBlank());
    assertFalse(comment.id().isEmpty());
    assertFalse(news.ref().isEmpty(), "a server names the issue in the comment's address alone");
    assertFalse(news.author().name().isEmpty());
  }

  @Test
  void theTwoMessagesOfAServersCommentAreAboutTheSameOne() {
    TicketNews one = news("server-comment-created");
    TicketNews two = news("server-issue-updated-commented-1");
    assertEquals(one.ref(), two.ref());
    assertEquals(
        ((Change.Comment) one.changes().getFirst()).id(),
        ((Change.Comment) two.changes().getFirst()).id());
  }

  @ParameterizedTest
  @CsvSource({
    "cloud-comment-deleted",
    "cloud-comment-updated",
    "cloud-issue-created-many-fields",
    "issue-created",
    "issue-updated-assigned-nobody",
    "issue-updated-attachments",
    "issue-updated-labels",
    "issue-updated-multiple-values",
    "issue-updated-raised-priority",
    "server-issue-pagertree",
  })
  void whatConcernsNoAlertChangesNothing(String file) {
    assertEquals(java.util.List.of(), news(file).changes());
  }

  @Test
  void theAnswersOfGetTransitionsLeadToTheirStatuses() {
    for (String file :
        new String[] {"rest-v2.transitions.json", "rest-v3.gettransitions.response-200.json"}) {
      JsonNode offered = read(file);
      var done =
          assertInstanceOf(
              Transitions.Way.Take.class,
              Transitions.find(
                  CONFIG, offered, StatusTarget.of("", StatusTarget.DONE), "Open", Set.of()));
      assertEquals("711", done.body().path("transition").path("id").asText());
      assertTrue(done.arrives());
      var doing =
          assertInstanceOf(
              Transitions.Way.Take.class,
              Transitions.find(
                  CONFIG,
                  offered,
                  StatusTarget.of("", StatusTarget.IN_PROGRESS),
                  "Open",
                  Set.of()));
      assertEquals("2", doing.body().path("transition").path("id").asText());
    }
  }

  @Test
  void everyStatusOfARealServerHasACategory() {
    for (JsonNode status : read("rest-v2.all-statuses.json")) {
      String category = StatusTarget.categoryOf(status);
      assertTrue(Set.of("new", "indeterminate", "done", "").contains(category), category);
    }
  }

  @Test
  void documentsAreReadAsText() {
    for (JsonNode comment : read("rest-v3.getcomments.response-200.json").path("comments")) {
      assertTrue(Plain.text(comment.path("body")).startsWith("Lorem ipsum"));
    }
    assertEquals(
        "5b10a2844c20165700ede21g",
        JiraNews.accountId(read("rest-v3.addcomment.response-201.json").path("author")));
    assertEquals("ED-1", read("rest-v3.getissue.response-200.json").path("key").asText());
  }

  /** Whatever is added to the corpus later must be read without a fault. */
  @Test
  void noMessageBreaksTheReader() throws IOException {
    assumeTrue(Files.isDirectory(CORPUS), "the corpus is not beside the repository");
    try (var files = Files.list(CORPUS)) {
      for (Path file : files.toList()) {
        JiraNews.read(CONFIG, read(file.getFileName().toString()));
      }
    }
  }

  private static TicketNews news(String file) {
    return JiraNews.read(CONFIG, read("webhook." + file + ".json")).orElseThrow();
  }

  private static JsonNode read(String file) {
    Path path = CORPUS.resolve(file);
    assumeTrue(Files.exists(path), path + " is not there");
    try {
      return JSON.readTree(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
