package dev.tocsin.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.proto.alerting.v1.EscalationPolicy;
import dev.tocsin.proto.alerting.v1.QuietHours;
import dev.tocsin.proto.alerting.v1.Route;
import dev.tocsin.proto.identity.v1.Advance;
import dev.tocsin.proto.identity.v1.ContactKind;
import dev.tocsin.proto.identity.v1.Duty;
import dev.tocsin.proto.identity.v1.Layer;
import dev.tocsin.proto.identity.v1.RotationUnit;
import dev.tocsin.proto.identity.v1.Schedule;
import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.platform.v1.Weekday;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationsTest {
  private static final String ADA = "11111111-1111-1111-1111-111111111111";
  private static final String PRIMARY = "22222222-2222-2222-2222-222222222222";
  private static final String SLACK = "33333333-3333-3333-3333-333333333333";
  private static final String URGENT = "44444444-4444-4444-4444-444444444444";

  @Test
  void aScheduleHandsOverAsItIsWritten() {
    Schedule schedule =
        only(
            """
            schedules:
              - name: Primary
                timezone: Europe/Vienna
                rotation: weekly
                handoff: monday 9:00
                participants: [ada@x.example]
            """,
            Schedule.class);

    assertEquals("Europe/Vienna", schedule.getTimeZone());
    var rotation = schedule.getLayers(0).getRotation();
    assertEquals(RotationUnit.ROTATION_UNIT_WEEK, rotation.getUnit());
    assertEquals("09:00", rotation.getHandoffTime());
    assertEquals(Weekday.WEEKDAY_MONDAY, rotation.getHandoffDay());
    assertEquals(List.of(ADA), schedule.getLayers(0).getParticipantsList());
  }

  @Test
  void aScheduleMayHaveSeveralLayersAndTurnsOfAnyLength() {
    Schedule schedule =
        only(
            """
            schedules:
              Primary:
                layers:
                  - {name: day, rotation: daily, handoff: "08:30", participants: [ada@x.example]}
                  - {name: night, rotation: custom, unit: week, length: 2, participants: ada@x.example}
            """,
            Schedule.class);

    assertEquals("day", schedule.getLayers(0).getName());
    assertEquals(RotationUnit.ROTATION_UNIT_DAY, schedule.getLayers(0).getRotation().getUnit());
    assertEquals(Weekday.WEEKDAY_UNSPECIFIED, schedule.getLayers(0).getRotation().getHandoffDay());
    assertEquals(2, schedule.getLayers(1).getRotation().getLength());
  }

  @Test
  void aLayerSaysAllThatTheApiTakes() {
    Schedule schedule =
        only(
            """
            schedules:
              Primary:
                layers:
                  - name: days
                    rotation: monthly
                    timezone: Asia/Tokyo
                    advance: by_shift
                    precedence: 3
                    duty: secondary
                    participants:
                      - ada@x.example
                      - nobody
                      - [ada@x.example]
                      - {users: [ada@x.example], length: 2}
                    restrictions:
                      - mon-wed 08:00-18:00
                      - fri,Sunday 22:00-06:00
                      - 12:00-13:00
                      - {weekdays: [friday], start: "01:00", end: "02:00"}
            """,
            Schedule.class);

    Layer layer = schedule.getLayers(0);
    assertEquals(RotationUnit.ROTATION_UNIT_MONTH, layer.getRotation().getUnit());
    assertEquals(Advance.ADVANCE_BY_SHIFT, layer.getRotation().getAdvance());
    assertEquals("Asia/Tokyo", layer.getTimeZone());
    assertEquals(3, layer.getPrecedence());
    assertEquals(Duty.DUTY_SECONDARY, layer.getDuty());
    assertEquals(
        List.of(List.of(ADA), List.of(), List.of(ADA), List.of(ADA)),
        layer.getSlotsList().stream().map(slot -> List.copyOf(slot.getUserIdsList())).toList());
    assertEquals(2, layer.getSlots(3).getLength());
    assertEquals(
        List.of(Weekday.WEEKDAY_MONDAY, Weekday.WEEKDAY_TUESDAY, Weekday.WEEKDAY_WEDNESDAY),
        layer.getRestrictions(0).getWeekdaysList());
    assertEquals(
        List.of(Weekday.WEEKDAY_FRIDAY, Weekday.WEEKDAY_SUNDAY),
        layer.getRestrictions(1).getWeekdaysList());
    assertEquals("22:00", layer.getRestrictions(1).getStart());
    assertEquals(0, layer.getRestrictions(2).getWeekdaysCount());
    assertEquals("02:00", layer.getRestrictions(3).getEnd());
  }

  @Test
  void aPolicyNotifiesWhomItsStepsName() {
    EscalationPolicy policy =
        only(
            """
            escalation_policies:
              - name: Urgent
                repeat: 2
                fallback: channel(Slack)
                steps:
                  - notify: on-call(Primary)
                    channels: [slack, email]
                  - wait: 1m30s
                    notify: [ "on-call(Primary, next)", ada@x.example ]
                  - wait: 600
                    notify: ["channel(Slack, #ops)"]
            """,
            EscalationPolicy.class);

    assertEquals(2, policy.getRepeat());
    assertEquals(SLACK, policy.getFallback().getChannelId());
    assertEquals(PRIMARY, policy.getSteps(0).getTargets(0).getSchedule().getScheduleId());
    assertEquals(List.of("slack", "email"), policy.getSteps(0).getChannelsList());
    assertTrue(policy.getSteps(1).getTargets(0).getSchedule().getNext());
    assertEquals(90, policy.getSteps(1).getWait().getSeconds());
    assertEquals(ADA, policy.getSteps(1).getTargets(1).getUserId());
    assertEquals(600, policy.getSteps(2).getWait().getSeconds());
    assertEquals("#ops", policy.getSteps(2).getTargets(0).getChannel().getAddress());
  }

  @Test
  void aRouteMatchesLabelsAndIsQuietAtNight() {
    Route route =
        only(
            """
            routes:
              - name: Databases
                match:
                  severity: [critical, major]
                  team: db's
                  instance: ~db[0-9]+
                policy: Urgent
                group_by: [alertname]
                group_wait: 30s
                suppress_hours:
                  - 22:00-07:00 Europe/Vienna
                  - start: "12:00"
                    end: "13:00"
                    weekdays: [saturday, sunday]
            """,
            Route.class);

    assertEquals(
        "severity in ['critical', 'major'] && labels['team'] == 'db\\'s' &&"
            + " labels['instance'].matches('db[0-9]+')",
        route.getCondition());
    assertEquals(URGENT, route.getPolicyId());
    assertEquals(10, route.getPosition());
    assertEquals(30, route.getGroupWait().getSeconds());
    assertEquals(
        QuietHours.newBuilder()
            .setStart("22:00")
            .setEnd("07:00")
            .setTimeZone("Europe/Vienna")
            .build(),
        route.getSuppressHours(0));
    assertEquals(Weekday.WEEKDAY_SUNDAY, route.getSuppressHours(1).getWeekdays(1));
  }

  @Test
  void slackAndTwilioAtTheTopMakeChannels() {
    Declarations declared =
        read(
            """
            slack:
              bot_token: xoxb-1
              app_token: xapp-1
              signing_secret: s
              default_address: "#emergency"
            twilio:
              account_sid: AC1
              auth_token: t
              from_number: "+15005550006"
            """);

    assertEquals(List.of(), declared.problems());
    Channel slack = (Channel) built(declared.items().get(0));
    assertEquals("Slack", slack.getName());
    assertEquals(ChannelKind.CHANNEL_KIND_SLACK, slack.getKind());
    assertEquals("xoxb-1", slack.getSlack().getBotToken());
    assertEquals("#emergency", slack.getDefaultAddress());
    Channel sms = (Channel) built(declared.items().get(1));
    assertEquals(ChannelKind.CHANNEL_KIND_SMS, sms.getKind());
    assertEquals("+15005550006", sms.getSms().getFromNumber());
  }

  @Test
  void whatTheFileDoesNotSayStaysAsItIs() {
    Route before =
        Route.newBuilder()
            .setId(PRIMARY)
            .setName("R")
            .setPosition(10)
            .setPolicyId(URGENT)
            .addGroupBy("alertname")
            .build();

    Draft same = over(before, "routes:\n  - {name: R, policy: Urgent}\n");
    Draft other = over(before, "routes:\n  - {name: R, policy: Urgent, group_by: []}\n");

    assertEquals(List.of(), same.fields(true));
    assertEquals(List.of("group_by"), other.fields(true));
  }

  @Test
  void aSecretIsNoDifferenceButIsSent() {
    Channel before =
        Channel.newBuilder()
            .setId(SLACK)
            .setName("Slack")
            .setKind(ChannelKind.CHANNEL_KIND_SLACK)
            .setSlack(
                dev.tocsin.proto.notification.v1.SlackSettings.newBuilder()
                    .setApiUrl("http://x")
                    .setBotTokenSet(true))
            .build();

    Draft draft = over(before, "slack:\n  bot_token: xoxb-2\n");

    assertEquals(List.of(), draft.fields(false));
    assertEquals(List.of("slack"), draft.fields(true));
    assertEquals("http://x", ((Channel) draft.after()).getSlack().getApiUrl());
  }

  @Test
  void everyMistakeIsToldWithItsLine() {
    Declarations declared =
        read(
            """
            users:
              - email: nobody
                nmae: N
                contacts: {pager: 1}
            schedules:
              - name: P
                rotation: fortnightly
                handoff: noon
                participants: [ada@x.example]
            escalation_policies:
              - name: E
                repeat: 99
                steps:
                  - wait: soon
                    notify: somebody
                  - notify: on-call(P, then)
            routes:
              - name: R
                polcy: E
                continue: perhaps
              - name: R
                policy: E
            channels:
              - name: C
              - name: D
                email: {host: h, from_address: a@b.example, security: strong}
            integrations: yes
            """);

    assertEquals(
        List.of(
            "t.yaml line 2: `email` must be an e-mail address",
            "t.yaml line 3: unknown key `nmae`; did you mean `name`?",
            "t.yaml line 4: `pager` is no kind of contact; known: slack, email, phone",
            "t.yaml line 7: `rotation` is 'fortnightly', but takes hourly, daily, weekly, monthly"
                + " or custom",
            "t.yaml line 8: `handoff` is 'noon', but takes a time, as 09:00, or a day and a time,"
                + " as monday 09:00"),
        words(declared).subList(0, 5));
    assertTrue(
        words(declared).contains("t.yaml line 18: the route has no `policy`"),
        words(declared).toString());
    String all = String.join("\n", words(declared));
    for (String part :
        List.of(
            "line 14: `wait` is 'soon', but takes a duration",
            "line 15: 'somebody' names nobody",
            "line 16: 'then' is not known here: only `next` and `secondary` are",
            "line 19: unknown key `polcy`; did you mean `policy`?",
            "line 20: `continue` is 'perhaps', but takes true or false",
            "line 21: the route R is declared twice, first in line 18",
            "line 24: the channel has no settings",
            "line 26: `security` is 'strong', but takes one of none, starttls, tls",
            "line 27: `integrations` takes a list, not a text")) {
      assertTrue(all.contains(part), part + " is not in\n" + all);
    }
  }

  @Test
  void anUnknownNameIsToldWithTheNearestKnown() {
    List<Problem> problems = new ArrayList<>();
    Item item = read("routes:\n  - {name: R, policy: Urgnet}\n").items().getFirst();
    Draft.of(item, names(), Route.getDefaultInstance(), problems);

    assertEquals(
        "t.yaml line 2: unknown policy 'Urgnet'; did you mean `Urgent`?",
        problems.getFirst().toString());
  }

  @ParameterizedTest
  @CsvSource({"30,30", "30s,30", "5m,300", "1h30m,5400", "1d,86400", "PT10S,10"})
  void readsLengths(String written, long seconds) {
    assertEquals(seconds, Lengths.read(written).orElseThrow().getSeconds());
  }

  @Test
  void theSameNumberIsTheSameContactHoweverItIsWritten() {
    Item item =
        read("users:\n  - {email: a@x.example, contacts: {phone: +43 664 100-0001}}\n")
            .items()
            .getFirst();

    assertTrue(
        Contacts.same(
            Contacts.of(item, new ArrayList<>()).getFirst(),
            dev.tocsin.proto.identity.v1.ContactMethod.newBuilder()
                .setKind(ContactKind.CONTACT_KIND_PHONE)
                .setAddress("+436641000001")
                .build()));
  }

  @Test
  void theExampleOfTheDocumentationIsRight() throws IOException {
    Path example = Path.of("../docs/examples/tocsin.yaml");

    SettingsFile file =
        SettingsFile.read(
            example,
            name ->
                name.endsWith("_KEY")
                    ? "tci_0123456789abcdefghijklmnop" + name
                    : name.endsWith("_URL") ? "https://x.example/" : null);
    Declarations declared = Declarations.of(file.declarations());

    assertEquals(
        List.of(),
        file.problems().stream()
            .filter(problem -> !problem.words().contains("is not set"))
            .toList());
    assertEquals(
        "2 users, 1 schedule, 4 channels, 2 ticket providers, 2 escalation policies, 3 routes, 5"
            + " integrations",
        declared.counted());
  }

  private static Declarations read(String text) {
    SettingsFile file = SettingsFile.parse("t.yaml", text, name -> null);
    assertEquals(List.of(), file.problems());
    return Declarations.of(file.declarations());
  }

  private static List<String> words(Declarations declared) {
    return declared.problems().stream().map(Problem::toString).toList();
  }

  private static <T extends Message> T only(String text, Class<T> type) {
    Declarations declared = read(text);
    assertEquals(List.of(), declared.problems());
    return type.cast(built(declared.items().getFirst()));
  }

  private static Message built(Item item) {
    List<Problem> problems = new ArrayList<>();
    Draft draft = Draft.of(item, names(), item.kind().prototype(), problems);
    assertEquals(List.of(), problems);
    return draft.after();
  }

  private static Draft over(Message before, String text) {
    List<Problem> problems = new ArrayList<>();
    Draft draft = Draft.of(read(text).items().getFirst(), names(), before, problems);
    assertEquals(List.of(), problems);
    return draft;
  }

  private static Names names() {
    Names names = new Names(true);
    names.put(Kind.USER, "ada@x.example", ADA);
    names.put(Kind.SCHEDULE, "Primary", PRIMARY);
    names.put(Kind.CHANNEL, "Slack", SLACK);
    names.put(Kind.POLICY, "Urgent", URGENT);
    return names;
  }
}
