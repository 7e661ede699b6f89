package dev.tocsin.ticketing.provider.jira;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tocsin.fakes.FakeWorld;
import dev.tocsin.fakes.FakeWorldConfig;
import dev.tocsin.fakes.fault.Fault;
import dev.tocsin.fakes.fault.FaultMode;
import dev.tocsin.fakes.jira.Account;
import dev.tocsin.fakes.jira.FakeJira;
import dev.tocsin.fakes.jira.Issue;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.ticketing.provider.Finding;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.ProviderSettings;
import dev.tocsin.ticketing.provider.TicketCall;
import dev.tocsin.ticketing.provider.TicketCall.Operation;
import dev.tocsin.ticketing.provider.TicketProvider;
import dev.tocsin.ticketing.provider.TicketProviderContract;
import dev.tocsin.ticketing.provider.TicketStanding;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class JiraProviderTest extends TicketProviderContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static FakeWorld world;

  @Inject ProviderRegistry registry;

  @BeforeAll
  static void start() {
    world = FakeWorld.start(FakeWorldConfig.usual());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void anIssueTellsWhatTheAlertTells() {
    UUID ticket = Ids.next(Instant.EPOCH);
    open(ticket, settings("OPS", s -> {}));
    Issue issue = issue(ticket);
    assertEquals("Disk full <b>on</b> db1", issue.summary());
    assertTrue(issue.description().contains("Severity: critical"), issue.description());
    assertEquals("Highest", issue.fields().path("priority").path("name").asText());
    assertTrue(issue.fields().path("labels").toString().contains("on_call"), "spaces become _");
    assertEquals(
        ticket.toString(), issue.properties().get(0).path("value").path("ticket").asText());
  }

  @Test
  void mappedFieldsWinOverSettings() {
    UUID ticket = Ids.next(Instant.EPOCH);
    TicketCall plain = call(ticket, "", Operation.CREATE, settings("OPS", s -> {}));
    TicketCall mapped =
        with(
            plain,
            Map.of(
                "priority", TextNode.valueOf("Low"),
                "description", TextNode.valueOf("first\n\nsecond\u0000"),
                "labels", JsonNodeFactory.instance.arrayNode().add("a b").add("c"),
                "customfield_10010", JsonNodeFactory.instance.objectNode().put("value", "Ops")));
    assertInstanceOf(
        ProviderAnswer.Done.class, provider().createTicket(mapped).await().atMost(PATIENCE));
    Issue issue = issue(ticket);
    assertEquals("Low", issue.fields().path("priority").path("name").asText());
    assertEquals("first\nsecond", issue.description());
    assertTrue(issue.fields().path("labels").toString().contains("a_b"));
    assertEquals("Ops", issue.fields().path("customfield_10010").path("value").asText());
  }

  @Test
  void goesThroughAWorkflowStationByStationAndFillsTheResolution() {
    UUID ticket = Ids.next(Instant.EPOCH);
    ProviderSettings flow = settings("FLOW", s -> {});
    String key = open(ticket, flow);
    var closed =
        assertInstanceOf(
            ProviderAnswer.Done.class, update(call(ticket, key, Operation.CLOSE, flow)));
    assertEquals("Done", closed.status());
    assertEquals("Done", issue(ticket).status());
    assertEquals("Done", issue(ticket).fields().path("resolution").path("name").asText());
  }

  @Test
  void openAgainIsPutBackFromWhereSomebodyWorksOnItAndToldInAComment() {
    UUID ticket = Ids.next(Instant.EPOCH);
    ProviderSettings ops = settings("OPS", s -> {});
    String key = open(ticket, ops);
    update(call(ticket, key, Operation.ACKNOWLEDGE, ops));
    assertEquals("In Progress", issue(ticket).status());

    var back =
        assertInstanceOf(
            ProviderAnswer.Done.class, update(call(ticket, key, Operation.REOPEN, ops)));

    assertEquals("To Do", back.status());
    assertEquals("To Do", issue(ticket).status());
    assertTrue(
        issue(ticket).comments().getLast().text().startsWith("Open again in Tocsin"),
        issue(ticket).comments().toString());
  }

  @Test
  void openAgainLeavesAnIssueWhereThereIsNoWayBackOrNobodyWorksOnIt() {
    UUID ticket = Ids.next(Instant.EPOCH);
    ProviderSettings flow = settings("FLOW", s -> {});
    String key = open(ticket, flow);
    update(call(ticket, key, Operation.ACKNOWLEDGE, flow));
    var stays =
        assertInstanceOf(
            ProviderAnswer.Done.class, update(call(ticket, key, Operation.REOPEN, flow)));
    assertEquals("In Progress", stays.status());
    assertEquals(2, issue(ticket).comments().size());

    UUID other = Ids.next(Instant.EPOCH);
    ProviderSettings named =
        settings(
            "OPS",
            s -> s.put("acknowledge_status", "In Progress").putArray("acknowledge_on").add("none"));
    String parked = open(other, named);
    update(
        call(
            other,
            parked,
            Operation.CLOSE,
            settings("OPS", s -> s.put("resolve_status", "Waiting"))));
    assertEquals("Waiting", issue(other).status());
    update(call(other, parked, Operation.REOPEN, named));
    assertEquals("Waiting", issue(other).status());
  }

  @Test
  void aScreenThatAsksForMoreIsARefusalThatNamesTheFieldAndASettingFillsIt() {
    UUID ticket = Ids.next(Instant.EPOCH);
    ProviderSettings audit = settings("AUDIT", s -> {});
    String key = open(ticket, audit);
    var refused =
        assertInstanceOf(
            ProviderAnswer.Refused.class, update(call(ticket, key, Operation.CLOSE, audit)));
    assertTrue(refused.reason().contains("'Root cause' (customfield_10050)"), refused.reason());
    assertTrue(refused.reason().contains("transition_fields"), refused.reason());
    ProviderSettings filled =
        settings(
            "AUDIT", s -> s.putObject("transition_fields").put("customfield_10050", "unknown yet"));
    assertInstanceOf(ProviderAnswer.Done.class, update(call(ticket, key, Operation.CLOSE, filled)));
    assertEquals("Done", issue(ticket).status());
  }

  @Test
  void aStatusThatNoTransitionLeadsToIsARefusalThatNamesTheWaysThereAre() {
    UUID ticket = Ids.next(Instant.EPOCH);
    ProviderSettings wrong = settings("OPS", s -> s.put("acknowledge_status", "In Review"));
    String key = open(ticket, wrong);
    var refused =
        assertInstanceOf(
            ProviderAnswer.Refused.class, update(call(ticket, key, Operation.ACKNOWLEDGE, wrong)));
    assertTrue(
        refused.reason().contains("'In Review'")
            && refused.reason().contains("'Wait' to 'Waiting'"),
        refused.reason());
  }

  @Test
  void anIssueThatAPersonMovedFurtherStaysThere() {
    UUID ticket = Ids.next(Instant.EPOCH);
    ProviderSettings settings = settings();
    String key = open(ticket, settings);
    update(call(ticket, key, Operation.CLOSE, settings));
    var done =
        assertInstanceOf(
            ProviderAnswer.Done.class, update(call(ticket, key, Operation.ACKNOWLEDGE, settings)));
    assertEquals("Done", done.status());
  }

  @Test
  void fieldsThatJiraRefusesAreToldInItsWords() {
    var call =
        call(
            Ids.next(Instant.EPOCH),
            "",
            Operation.CREATE,
            settings("OPS", s -> s.putObject("fields").put("customfield_99", "x")));
    var refused =
        assertInstanceOf(
            ProviderAnswer.Refused.class, provider().createTicket(call).await().atMost(PATIENCE));
    assertTrue(
        refused.reason().contains("customfield_99: Field 'customfield_99' cannot be set"),
        refused.reason());
  }

  @Test
  void anIssueThatIsGoneIsARefusalThatSaysSo() {
    var refused =
        assertInstanceOf(
            ProviderAnswer.Refused.class,
            update(call(Ids.next(Instant.EPOCH), "OPS-99999", Operation.CLOSE, settings())));
    assertTrue(refused.reason().contains("404") && refused.reason().contains("Browse Projects"));
    assertInstanceOf(
        TicketStanding.Absent.class,
        provider().syncStatus(settings(), "OPS-99999").await().atMost(PATIENCE));
  }

  @Test
  void dataCenterTakesWikiTextAndAnAccessToken() {
    UUID ticket = Ids.next(Instant.EPOCH);
    ProviderSettings server = server();
    TicketCall create = call(ticket, "", Operation.CREATE, server);
    world().faults().arm(fault(FaultMode.RESET_AFTER_ACCEPT).times(1));
    provider().createTicket(create).await().atMost(PATIENCE);
    var done =
        assertInstanceOf(
            ProviderAnswer.Done.class,
            provider().createTicket(again(create)).await().atMost(PATIENCE));
    assertEquals(1, ticketsOf(ticket), "the search endpoint of version 2 finds it again");
    assertTrue(issue(ticket).fields().path("description").isTextual());
    update(call(ticket, done.externalId(), Operation.CLOSE, server));
    assertEquals("Done", issue(ticket).status());
    assertEquals(1, notesOf(ticket));
    var findings = provider().check(server, Set.of()).await().atMost(PATIENCE);
    assertTrue(findings.stream().allMatch(Finding::ok), findings.toString());
  }

  @Test
  void aTrialSaysWhatIsWrong() {
    assertWrong(settings("NOPE", s -> {}), "project", "NOPE");
    assertWrong(settings("OPS", s -> s.put("issue_type", "Incident")), "issue_type", "Task");
    assertWrong(
        settings("OPS", s -> s.put("resolve_status", "Closed")), "transitions", "Waiting, Done");
    assertWrong(
        settings("OPS", s -> s.putObject("fields").put("customfield_99", "x")),
        "fields",
        "customfield_99");
    assertWrong(wrongSettings(), "credentials", "api_token");
  }

  private void assertWrong(ProviderSettings settings, String check, String words) {
    List<Finding> findings = provider().check(settings, Set.of()).await().atMost(PATIENCE);
    assertTrue(
        findings.stream()
            .anyMatch(f -> !f.ok() && f.check().equals(check) && f.message().contains(words)),
        findings.toString());
  }

  @Override
  protected TicketProvider provider() {
    return registry.get("jira").orElseThrow();
  }

  @Override
  protected FakeWorld world() {
    return world;
  }

  @Override
  protected ProviderSettings settings() {
    return settings("OPS", s -> {});
  }

  @Override
  protected ProviderSettings wrongSettings() {
    return new ProviderSettings(settings().open(), Map.of("api_token", "wrong"));
  }

  @Override
  protected long ticketsOf(UUID ticket) {
    return issues(ticket).size();
  }

  @Override
  protected long notesOf(UUID ticket) {
    return issue(ticket).comments().size();
  }

  @Override
  protected String stateOf(UUID ticket) {
    return issue(ticket).status().equals("Done") ? "closed" : "open";
  }

  @Override
  protected void holdsAsText(UUID ticket, String value) {
    Issue issue = issue(ticket);
    isClean(issue.summary());
    String letters = letters(value);
    assertEquals(letters, letters(issue.summary()));
    issue
        .fields()
        .path("labels")
        .forEach(
            label -> {
              isClean(label.textValue());
              assertFalse(label.textValue().matches("(?s).*[\\s\\p{Z}].*"), label.textValue());
            });
    StringBuilder text = new StringBuilder();
    onlyText(issue.fields().path("description"), text);
    assertTrue(letters(text.toString()).startsWith(letters), text.toString());
    if (value.length() < 1_000) {
      for (String fact : List.of("Severity:", "Source:", "instance:", "")) {
        String told = fact + letters;
        assertTrue(letters(text.toString()).contains(told), () -> told + " in " + text);
      }
    }
  }

  /** What must be left of any text: the letters that every system takes. */
  private static String letters(String text) {
    return text.replaceAll("[^\\x21-\\x7e]", "");
  }

  /** Nothing but paragraphs, lists and text without marks; gathers the text. */
  private static void onlyText(JsonNode node, StringBuilder text) {
    String type = node.path("type").textValue();
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    if (type.equals("text")) {
      assertEquals(Set.of("type", "text"), names, node.toString());
      isClean(node.path("text").textValue());
      text.append(node.path("text").textValue());
      return;
    }
    assertTrue(
        Set.of("doc", "paragraph", "hardBreak", "bulletList", "listItem").contains(type), type);
    assertTrue(Set.of("type", "version", "content").containsAll(names), names.toString());
    node.path("content").forEach(child -> onlyText(child, text));
  }

  private static void isClean(String text) {
    assertEquals(text, new String(text.getBytes(UTF_8), UTF_8), "no half characters");
    assertTrue(text.codePoints().noneMatch(Character::isISOControl), text);
    assertFalse(text.matches("(?s).*[\u202a-\u202e\u2066-\u2069\uffff].*"), text);
  }

  @Override
  protected Fault fault(FaultMode mode) {
    return Fault.of("jira", mode);
  }

  private static ProviderSettings settings(String project, Consumer<ObjectNode> more) {
    ObjectNode open =
        JsonNodeFactory.instance
            .objectNode()
            .put("base_url", world.jira().url())
            .put("email", Account.BOT.email())
            .put("project", project);
    open.putObject("priorities").put("critical", "Highest");
    open.putArray("labels").add("on call");
    more.accept(open);
    return new ProviderSettings(open, Map.of("api_token", FakeJira.API_TOKEN));
  }

  private static ProviderSettings server() {
    ObjectNode open =
        settings("OPS", s -> s.put("deployment", "JIRA_DEPLOYMENT_DATA_CENTER")).open();
    return new ProviderSettings(open, Map.of("api_token", FakeJira.ACCESS_TOKEN));
  }

  private String open(UUID ticket, ProviderSettings settings) {
    return assertInstanceOf(
            ProviderAnswer.Done.class,
            provider()
                .createTicket(call(ticket, "", Operation.CREATE, settings))
                .await()
                .atMost(PATIENCE))
        .externalId();
  }

  private ProviderAnswer update(TicketCall call) {
    return provider().updateTicket(call).await().atMost(PATIENCE);
  }

  private static TicketCall with(TicketCall call, Map<String, JsonNode> fields) {
    return new TicketCall(
        call.callId(),
        call.repeated(),
        call.ticketId(),
        call.externalId(),
        call.externalRef(),
        call.groupId(),
        call.operation(),
        call.title(),
        call.text(),
        call.contextJson(),
        fields,
        call.settings(),
        call.askedAt(),
        call.now());
  }

  private static Issue issue(UUID ticket) {
    List<Issue> found = issues(ticket);
    assertFalse(found.isEmpty(), "no issue bears the label of ticket " + ticket);
    return found.getFirst();
  }

  private static List<Issue> issues(UUID ticket) {
    return world.jira().issues().stream()
        .filter(issue -> issue.fields().path("labels").toString().contains(ticket.toString()))
        .toList();
  }
}
