package dev.tocsin.standalone.demo;

import dev.tocsin.fakes.jira.Account;
import dev.tocsin.fakes.jira.FakeJira;
import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.provisioning.Api;
import dev.tocsin.provisioning.Declarations;
import dev.tocsin.provisioning.Provisioner;
import dev.tocsin.standalone.rest.RestApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the demo tenant: its owner and keys through the REST API, and all the rest as {@code
 * docs/examples/tocsin.yaml} declares it: two people on call by turns, a policy that climbs from
 * the person on call over the next one to a channel, routes by severity, and a ticket desk for what
 * is critical.
 */
final class Acme {
  /** Where the demo's messages go. */
  record Fakes(
      String slackApi,
      String botToken,
      String signingSecret,
      String twilioApi,
      String discordUrl,
      int smtpPort,
      String ticketUrl,
      String ticketSecret,
      String jiraUrl,
      String jiraSecret) {}

  /** What was made: what a script needs to drive the demo. */
  record Made(
      String ownerEmail,
      String ownerPassword,
      Map<String, String> apiKeys,
      Map<String, String> webhookKeys) {}

  static final String TWILIO_SID = "AC0123456789abcdef0123456789abcdef";
  static final String TWILIO_TOKEN = "acme-demo-auth-token";
  static final String TWILIO_NUMBER = "+12065550100";

  /** Name of the tenant at sign-in. */
  static final String SLUG = "acme";

  private static final String EXAMPLE = "tocsin.yaml";
  private static final List<String> SOURCES =
      List.of("alertmanager", "grafana", "keep", "signoz", "generic");
  private static final String OWNER = "olive@acme.example";

  private final RestApi operator;
  private final Fakes fakes;

  Acme(RestApi operator, Fakes fakes) {
    this.operator = operator;
    this.fakes = fakes;
  }

  /** Makes it all; fails when a tenant "acme" exists. */
  Made make(String password) {
    RestApi owner = signIn(password);
    var keys = new LinkedHashMap<String, String>();
    for (String role : List.of("owner", "admin", "manager", "responder", "viewer")) {
      keys.put(
          role,
          owner
              .post("/api/v1/api-keys", Map.of("description", "demo " + role, "role", role))
              .get("key")
              .asText());
    }
    var webhooks = new TreeMap<String, String>();
    SOURCES.forEach(source -> webhooks.put(source, Ids.secret("tci_")));
    SettingsFile example = SettingsFile.parse(EXAMPLE, example(), variables(webhooks)::get);
    new Provisioner(Api.at(service -> operator.base(), keys.getOrDefault("owner", "")), false)
        .apply(Declarations.of(example.declarations()));
    return new Made(OWNER, password, keys, webhooks);
  }

  private Map<String, String> variables(Map<String, String> webhooks) {
    var variables = new HashMap<String, String>();
    webhooks.forEach((source, key) -> variables.put(source.toUpperCase(Locale.ROOT) + "_KEY", key));
    variables.put("SLACK_BOT_TOKEN", fakes.botToken());
    variables.put("SLACK_SIGNING_SECRET", fakes.signingSecret());
    variables.put("SLACK_API_URL", fakes.slackApi());
    variables.put("TWILIO_ACCOUNT_SID", TWILIO_SID);
    variables.put("TWILIO_AUTH_TOKEN", TWILIO_TOKEN);
    variables.put("TWILIO_FROM_NUMBER", TWILIO_NUMBER);
    variables.put("TWILIO_API_URL", fakes.twilioApi());
    variables.put("SMTP_HOST", "127.0.0.1");
    variables.put("SMTP_PORT", Integer.toString(fakes.smtpPort()));
    variables.put("SMTP_SECURITY", "none");
    variables.put("DISCORD_WEBHOOK_URL", fakes.discordUrl());
    variables.put("TICKET_WEBHOOK_URL", fakes.ticketUrl());
    variables.put("TICKET_WEBHOOK_SECRET", fakes.ticketSecret());
    variables.put("JIRA_URL", fakes.jiraUrl());
    variables.put("JIRA_EMAIL", Account.BOT.email());
    variables.put("JIRA_API_TOKEN", FakeJira.API_TOKEN);
    variables.put("JIRA_WEBHOOK_SECRET", fakes.jiraSecret());
    return variables;
  }

  private static String example() {
    try (InputStream yaml = Acme.class.getResourceAsStream(EXAMPLE)) {
      if (yaml == null) {
        throw new IllegalStateException("the application was built without its example");
      }
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RestApi signIn(String password) {
    String once =
        operator
            .post(
                "/api/v1/admin/tenants",
                Map.of(
                    "name", "Acme", "slug", SLUG, "ownerEmail", OWNER, "ownerName", "Olive Owner"))
            .get("oneTimePassword")
            .asText();
    RestApi owner = operator.as(session(once));
    owner.post("/api/v1/auth/password", Map.of("oldPassword", once, "newPassword", password));
    return operator.as(session(password));
  }

  private String session(String password) {
    return operator
        .as("")
        .post("/api/v1/auth/sign-in", Map.of("tenant", SLUG, "email", OWNER, "password", password))
        .get("accessToken")
        .asText();
  }
}
