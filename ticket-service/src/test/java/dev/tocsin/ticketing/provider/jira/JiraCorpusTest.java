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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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

  /** By what the format says of each message, so that those added to the corpus later count too. */
  @TestFactory
  Stream<DynamicTest> everyMessageSaysWhatItsFormatSays() throws IOException {
    return files(name -> name.startsWith("webhook."))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () ->
                        assertEquals(
                            expected(read(file)),
                            JiraNews.read(CONFIG, read(file)).stream()
                                .flatMap(news -> news.changes().stream())
                                .map(JiraCorpusTest::words)
                                .toList())));
  }

  private static List<String> expected(JsonNode message) {
    String event = message.path("webhookEvent").asText();
    String type = message.path("issue_event_type_name").asText("");
    JsonNode comment = message.path("comment");
    List<String> expected = new ArrayList<>();
    if (event.equals("jira:issue_deleted")) {
      expected.add("deleted");
    }
    if (event.equals("jira:issue_updated")) {
      for (JsonNode item : message.path("changelog").path("items")) {
        if (item.path("field").asText().equals("status")) {
          expected.add("status " + item.path("toString").asText());
        }
      }
    }
    boolean toldByTheIssue =
        event.equals("jira:issue_updated")
            && (type.equals("issue_commented")
                || (type.isEmpty() && comment.path("created").equals(comment.path("updated"))));
    if (comment.has("id") && (event.equals("comment_created") || toldByTheIssue)) {
      expected.add("comment " + comment.path("id").asText());
    }
    return expected;
  }

  private static String words(Change change) {
    return switch (change) {
      case Change.Deleted deleted -> "deleted";
      case Change.Status status -> "status " + status.to();
      case Change.Comment comment -> "comment " + comment.id();
      case Change.Renamed renamed -> "renamed " + renamed;
    };
  }

  @Test
  void anOldServerTellsACommentByTheUpdateOfItsIssueAlone() throws IOException {
    String message =
        """
        {"webhookEvent":"jira:issue_updated","user":{"name":"ben","displayName":"Ben"},
         "issue":{"id":"10013","key":"TES-14"},
         "comment":{"id":"77","author":{"name":"ben"},"body":"On it",
                    "created":"2019-06-04T00:15:17.234+0000","updated":"%s"}}
        """;
    TicketNews fresh =
        JiraNews.read(CONFIG, JSON.readTree(message.formatted("2019-06-04T00:15:17.234+0000")))
            .orElseThrow();
    assertEquals(List.of(new Change.Comment("77", "On it")), fresh.changes());
    assertEquals("ben", fresh.author().id());
    TicketNews edited =
        JiraNews.read(CONFIG, JSON.readTree(message.formatted("2019-06-04T00:16:00.000+0000")))
            .orElseThrow();
    assertEquals(List.of(), edited.changes());
  }

  /** Whichever statuses a workflow offers, those of a category lead there. */
  @TestFactory
  Stream<DynamicTest> everyAnswerOfGetTransitionsIsUnderstood() throws IOException {
    return files(name -> name.contains("transitions") && !name.contains("request"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () -> {
                      for (JsonNode offered : read(file).path("transitions")) {
                        JsonNode to = offered.path("to");
                        String category = StatusTarget.categoryOf(to);
                        assertTrue(
                            Set.of("new", "indeterminate", "done", "").contains(category),
                            category);
                        if (offered.path("isAvailable").asBoolean(true)) {
                          var way =
                              Transitions.find(
                                  CONFIG,
                                  read(file),
                                  StatusTarget.of(to.path("name").asText(), StatusTarget.DONE),
                                  "Open",
                                  Set.of());
                          if (way instanceof Transitions.Way.Take take) {
                            assertEquals(to.path("name").asText(), take.status());
                          } else {
                            var none = assertInstanceOf(Transitions.Way.None.class, way);
                            assertTrue(none.reason().contains("asks for"), none.reason());
                          }
                        }
                      }
                    }));
  }

  private static Stream<String> files(java.util.function.Predicate<String> wanted)
      throws IOException {
    assumeTrue(Files.isDirectory(CORPUS), "the corpus is not beside the repository");
    try (var files = Files.list(CORPUS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(wanted)
          .sorted()
          .toList()
          .stream();
    }
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
