package dev.tocsin.ticketing.provider.jira;

import dev.tocsin.platform.error.Invalid;
import dev.tocsin.ticketing.provider.ProviderSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** Checks what a person entered for a Jira project. */
final class JiraForm {
  private static final String FIELD = "provider.jira.";
  private static final int SECRET = 16;

  /** Set by us on each issue: a value in the settings would break what they are for. */
  private static final Set<String> OURS = Set.of("project", "issuetype");

  private JiraForm() {}

  static ProviderSettings checked(ProviderSettings settings, SecureRandom random) {
    JiraConfig config = JiraConfig.of(settings);
    URI url = URI.create(config.baseUrl());
    if (url.getHost() == null
        || url.getScheme() == null
        || !url.getScheme().matches("(?i)https?")
        || url.getUserInfo() != null
        || url.getQuery() != null
        || url.getFragment() != null) {
      throw Invalid.field(
          FIELD + "base_url",
          "must begin with https:// and name a host, without user, ? or #, for example"
              + " https://acme.atlassian.net");
    }
    if (url.getPath() != null && url.getPath().contains("/rest")) {
      throw Invalid.field(FIELD + "base_url", "leave out /rest and what follows");
    }
    if (config.cloud() && (!config.email().contains("@") || hasControl(config.email()))) {
      throw Invalid.field(
          FIELD + "email",
          "must be the address of the Atlassian account that the API token belongs to");
    }
    if (config.token().isEmpty() || hasControl(config.token())) {
      throw Invalid.field(
          FIELD + "api_token",
          config.cloud()
              ? "must hold an API token of that account (id.atlassian.com, Security)"
              : "must hold a personal access token (Jira profile, Personal Access Tokens)");
    }
    OURS.forEach(
        field -> {
          if (config.fields().has(field)) {
            throw Invalid.field(
                FIELD + "fields",
                "'%s' is set by jira.%s; leave it out".formatted(field, setting(field)));
          }
        });
    return withSecret(settings, config, random);
  }

  private static ProviderSettings withSecret(
      ProviderSettings settings, JiraConfig config, SecureRandom random) {
    if (config.webhookSecret().isEmpty()) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      return settings.withSecret("webhook_secret", HexFormat.of().formatHex(bytes));
    }
    if (config.webhookSecret().length() < SECRET) {
      throw Invalid.field(
          FIELD + "webhook_secret",
          "must have 16 characters or more; leave it empty to have one made");
    }
    return settings;
  }

  private static String setting(String field) {
    return field.equals("project") ? "project" : "issue_type";
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
  }
}
