package dev.tocsin.ticketing.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tocsin.fakes.jira.FakeJira;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.ticketing.v1.CreateTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.FieldMapping;
import dev.tocsin.proto.ticketing.v1.GetTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.JiraSettings;
import dev.tocsin.proto.ticketing.v1.ListTicketProvidersRequest;
import dev.tocsin.proto.ticketing.v1.TestFieldMappingRequest;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.proto.ticketing.v1.UpdateTicketProviderRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What providers of tickets are set up with, and what of it is shown. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ProviderSettingsTest extends TicketDesk {

  @Test
  void secretsAreShownOnceWhenMadeHereAndNeverAgain() {
    TicketProvider made = provider("Desk", "none");
    assertTrue(made.getWebhook().getSecret().startsWith("whsec_"), "shown once");
    TicketProvider read =
        providers(
            s ->
                s.getTicketProvider(
                    GetTicketProviderRequest.newBuilder().setId(made.getId()).build()));
    assertEquals("", read.getWebhook().getSecret());
    assertTrue(read.getWebhook().getSecretSet());
    assertEquals("", read.getWebhook().getHeadersOrThrow("x-team"));
  }

  @Test
  void providersHaveNamesOfTheirOwnAndPagesThatFollowOneAnother() {
    provider("B", "");
    provider("A", "");
    provider("C", "");
    assertThrows(Conflict.class, () -> provider("B", ""));
    var first =
        providers(
            s ->
                s.listTicketProviders(
                    ListTicketProvidersRequest.newBuilder().setPageSize(2).build()));
    var second =
        providers(
            s ->
                s.listTicketProviders(
                    ListTicketProvidersRequest.newBuilder()
                        .setPageSize(2)
                        .setPageToken(first.getNextPageToken())
                        .build()));
    assertEquals("A,B", first.getProviders(0).getName() + "," + first.getProviders(1).getName());
    assertEquals("C", second.getProviders(0).getName());
    assertEquals("", second.getNextPageToken());
  }

  @Test
  void refusesWhatWouldNeverWorkByNameOfTheField() {
    var badType = TicketProvider.newBuilder().setName("X").setType("fax").setWebhook(webhook(""));
    var e =
        assertThrows(
            Invalid.class,
            () ->
                providers(
                    s ->
                        s.createTicketProvider(
                            CreateTicketProviderRequest.newBuilder()
                                .setProvider(badType)
                                .build())));
    assertTrue(
        e.getMessage().contains("fax") && e.getMessage().contains("webhook"), e.getMessage());
    assertThrows(Invalid.class, () -> provider("Y", "whsec_short"));
  }

  @Test
  void mappingsAreCompiledWhenSavedTriedDryAndSent() {
    var bad = FieldMapping.newBuilder().setField("priority").setExpression("alert.\nnope(");
    var e = assertThrows(Invalid.class, () -> provider(b -> b.addFieldMappings(bad)));
    assertEquals("provider.field_mappings[0].expression", e.violations().getFirst().field());
    assertEquals(2, e.violations().getFirst().line());

    var team =
        FieldMapping.newBuilder()
            .setField("customfield_10010")
            .setExpression("{'value': alert.labels.team}");
    TicketProvider provider =
        provider(
            b ->
                b.addFieldMappings(
                        FieldMapping.newBuilder()
                            .setField("summary")
                            .setExpression("'[' + alert.severity + '] ' + ticket.title"))
                    .addFieldMappings(team));
    var dry =
        providers(
            s ->
                s.testFieldMapping(
                    TestFieldMappingRequest.newBuilder().setId(provider.getId()).build()));
    assertEquals("", dry.getFields(1).getError());
    assertTrue(dry.getUrl().endsWith("/rest/api/3/issue"), dry.getUrl());
    assertTrue(
        dry.getBody()
            .getFieldsOrThrow("fields")
            .getStructValue()
            .getFieldsOrThrow("summary")
            .getStringValue()
            .startsWith("[critical] "));
    assertFalse(dry.toString().contains(FakeJira.API_TOKEN));
  }

  @Test
  void secretsAreMadeHereShownOnceAndKeptWhenOtherFieldsChange() {
    var made = provider(b -> b.setJira(b.getJira().toBuilder().clearWebhookSecret())).getJira();
    assertTrue(made.getWebhookSecret().length() >= 16);
    assertEquals("", made.getApiToken());
    assertTrue(made.getApiTokenSet());
    TicketProvider provider = provider(b -> b.setName("Other"));
    var change =
        UpdateTicketProviderRequest.newBuilder()
            .setProvider(
                TicketProvider.newBuilder()
                    .setId(provider.getId())
                    .setJira(JiraSettings.newBuilder().setIssueType("Bug")))
            .setUpdateMask(com.google.protobuf.FieldMask.newBuilder().addPaths("jira.issue_type"))
            .build();
    TicketProvider changed = providers(s -> s.updateTicketProvider(change));
    assertEquals("Bug", changed.getJira().getIssueType());
    assertEquals("OPS", changed.getJira().getProject());
    assertTrue(changed.getJira().getApiTokenSet() && changed.getJira().getWebhookSecretSet());
    assertEquals("", changed.getJira().getWebhookSecret());
  }

  @Test
  void theTokenGoesToNoOtherHostUnlessItIsGivenAgain() {
    TicketProvider provider = provider(b -> b.setName("Elsewhere"));
    var elsewhere =
        TicketProvider.newBuilder()
            .setId(provider.getId())
            .setJira(JiraSettings.newBuilder().setBaseUrl("http://127.0.0.1:9/other"));
    var change =
        UpdateTicketProviderRequest.newBuilder()
            .setProvider(elsewhere)
            .setUpdateMask(com.google.protobuf.FieldMask.newBuilder().addPaths("jira.base_url"));

    var refused =
        assertThrows(Invalid.class, () -> providers(s -> s.updateTicketProvider(change.build())));

    assertTrue(refused.toString().contains("base_url"), refused.toString());
    change.getProviderBuilder().getJiraBuilder().setApiToken("another token");
    change.getUpdateMaskBuilder().addPaths("jira.api_token");
    assertEquals(
        "http://127.0.0.1:9/other",
        providers(s -> s.updateTicketProvider(change.build())).getJira().getBaseUrl());
  }

  @AfterEach
  void quiet() {
    world.jira().webhook("", "");
  }
}
