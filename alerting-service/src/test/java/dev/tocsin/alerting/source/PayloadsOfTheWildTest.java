package dev.tocsin.alerting.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What tools send besides what their documentation shows: older and newer versions, nulls where a
 * list or object is meant, zero times, numbers as text. Each line says what is read: state,
 * severity, title and start of each alert.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PayloadsOfTheWildTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

  @Inject InboundSources sources;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          alertmanager | {'alerts':null,'status':'firing'}                                                                             | none
          alertmanager | {'alerts':[]}                                                                                                 | none
          alertmanager | {'version':'4','truncatedAlerts':7,'groupKey':null,'status':'resolved','alerts':[{'labels':{'alertname':'A'}}]} | over WARNING A -
          alertmanager | {'alerts':[{'status':'firing','labels':{'alertname':'A','severity':'info'},'startsAt':'0001-01-01T00:00:00Z','endsAt':'0001-01-01T00:00:00Z'}]} | firing INFO A -
          alertmanager | {'alerts':[{'status':'firing','labels':null,'annotations':null,'fingerprint':null}]}                           | firing WARNING Alert without a name -
          alertmanager | {'alerts':[{'status':'FIRING','labels':{'alertname':'A','severity':'Critical'},'startsAt':'2026-01-15T09:00:00+01:00'}]} | firing CRITICAL A 2026-01-15T08:00:00Z
          alertmanager | {'status':'firing','alerts':[{'status':'resolved','labels':{'alertname':'A'},'endsAt':'2026-01-15T09:00:00Z'},{'status':'firing','labels':{'alertname':'B'}}]} | over WARNING A -; firing WARNING B -
          alertmanager | {'alerts':[{'status':'firing','labels':{'alertname':'Größe ☃ 日本'},'annotations':{'summary':'مرحبا'}}]}       | firing WARNING Größe ☃ 日本: مرحبا -
          alertmanager | {'alerts':[{'status':'firing','labels':{'alertname':'A','severity':2}}],'commonLabels':{'severity':'critical'}}| firing WARNING A -
          alertmanager | {'alerts':[{'status':'firing','labels':{'alertname':'A'}}],'commonLabels':{'severity':'critical'}}             | firing CRITICAL A -
          alertmanager | {'receiver':'x','status':'firing','alerts':[{'status':'','labels':{'alertname':'A'}}]}                         | firing WARNING A -
          grafana      | {'receiver':'','status':'firing','state':'alerting','alerts':null,'title':'x'}                                | none
          grafana      | {'alerts':[{'status':'firing','labels':{'alertname':'DatasourceError','rulename':'Rows'},'values':null,'annotations':{'Error':'boom'},'fingerprint':'','valueString':''}]} | firing WARNING DatasourceError of Rows -
          grafana      | {'status':'resolved','alerts':[{'status':'resolved','labels':{'alertname':'A','severity':'low'},'values':{'A':null,'B':'NaN','C':1e300},'startsAt':'2026-01-15T09:00:00.123456789Z'}]} | over WARNING A 2026-01-15T09:00:00.123456789Z
          grafana      | {'alerts':[{'status':'firing','labels':{'alertname':'A'},'startsAt':'2026-01-15T02:30:00.5-05:00','endsAt':'0001-01-01T00:00:00Z','imageURL':null}]} | firing WARNING A 2026-01-15T07:30:00.500Z
          signoz       | {'alerts':null}                                                                                               | none
          signoz       | {'version':'4','status':'firing','alerts':[{'status':'firing','labels':{'alertname':'Test','severity':'error','ruleId':'1'},'annotations':{},'startsAt':'2026-01-15T09:00:00.1Z'}]} | firing MAJOR Test 2026-01-15T09:00:00.100Z
          keep         | {'name':'A','status':'firing','severity':'high','labels':null,'source':null,'fingerprint':null}               | firing MAJOR A -
          keep         | {'name':'A','status':'RESOLVED','severity':null,'fingerprint':'f','lastReceived':'2026-01-15 09:00:00'}       | over WARNING A -
          keep         | {'id':7,'name':'A','severity':'warning','source':'grafana','lastReceived':1768467600}                         | firing WARNING A -
          keep         | []                                                                                                            | none
          generic      | {'title':'A','severity':'P2','starts_at':'1768467600'}                                                        | firing MAJOR A 2026-01-15T09:00:00Z
          generic      | {'title':'A','starts_at':1768467600000}                                                                       | firing WARNING A 2026-01-15T09:00:00Z
          generic      | {'title':'A','state':0,'severity':null,'labels':null,'key':null}                                              | firing WARNING A -
          generic      | {'title':'A','status':'OK'}                                                                                   | over WARNING A -
          generic      | [{'title':'A'},{'title':'B','state':'resolved','key':17}]                                                     | firing WARNING A -; over WARNING B -
          generic      | {'alerts':[]}                                                                                                 | none
          """)
  void readsWhatToolsReallySend(String source, String payload, String expected) {
    assertEquals(expected, told(read(source, payload)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alertmanager", "grafana", "signoz", "keep", "generic"})
  void refusesByNameWhatHoldsNothingWhereAnAlertIsMeant(String source) {
    for (String payload :
        List.of("[null]", "{'alerts':[null]}", "{'alerts':[[]]}", "{'alert':1}")) {
      Invalid refused = assertThrows(Invalid.class, () -> read(source, payload), payload);
      assertTrue(refused.getMessage() != null && !refused.getMessage().isBlank(), payload);
    }
  }

  @Test
  void readsAThousandAlertsOfOneGroupInTheirOrder() {
    String alerts =
        java.util.stream.IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    "{'status':'%s','fingerprint':'%d','labels':{'alertname':'A%d','pod':'p%d'}}"
                        .formatted(i % 3 == 0 ? "resolved" : "firing", i, i, i))
            .collect(Collectors.joining(","));
    for (String source : List.of("alertmanager", "grafana", "signoz")) {
      List<Signal> signals = read(source, "{'status':'firing','alerts':[" + alerts + "]}");

      assertEquals(1000, signals.size());
      assertEquals(334, signals.stream().filter(signal -> !signal.firing()).count());
      assertEquals("A999", signals.getLast().title());
      assertEquals(1000, signals.stream().map(Signal::fingerprint).distinct().count());
    }
  }

  private List<Signal> read(String source, String payload) {
    Reading reading =
        new Reading(
            UUID.fromString("019c0000-0000-7000-8000-0000000000aa"),
            Optional.empty(),
            new UsualLimits(),
            NOW);
    byte[] body = payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return PayloadJson.read(sources.find(source).orElseThrow(), body, reading).signals();
  }

  private static String told(List<Signal> signals) {
    return signals.isEmpty()
        ? "none"
        : signals.stream().map(PayloadsOfTheWildTest::told).collect(Collectors.joining("; "));
  }

  private static String told(Signal signal) {
    return (signal.firing() ? "firing " : "over ")
        + signal.severity()
        + " "
        + signal.title()
        + " "
        + signal.startedAt().map(Instant::toString).orElse("-");
  }
}
