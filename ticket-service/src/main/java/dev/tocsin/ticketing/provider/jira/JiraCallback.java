package dev.tocsin.ticketing.provider.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.ticketing.provider.ProviderSettings;
import dev.tocsin.ticketing.provider.TicketCallback;
import dev.tocsin.ticketing.provider.TicketNews;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Jira's webhooks: signed with {@code X-Hub-Signature: sha256=…} (HMAC of the body, as WebSub has
 * it) when they have a secret; ours must.
 */
@Singleton
class JiraCallback implements TicketCallback {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ACCOUNTS = 1_000;

  private final JiraApi api;

  /** Our account by sign-in: an account's id never changes. */
  private final Map<String, String> accounts = new ConcurrentHashMap<>();

  JiraCallback(JiraApi api) {
    this.api = api;
  }

  @Override
  public boolean isGenuine(
      ProviderSettings settings, Function<String, @Nullable String> header, byte[] body) {
    String secret = settings.text("webhook_secret");
    String signature = header.apply("X-Hub-Signature");
    if (secret.isEmpty() || signature == null) {
      return false;
    }
    byte[] expected = ("sha256=" + sign(secret, body)).getBytes(StandardCharsets.US_ASCII);
    byte[] given = signature.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given);
  }

  @Override
  public Optional<String> messageId(Function<String, @Nullable String> header) {
    return Optional.ofNullable(header.apply("X-Atlassian-Webhook-Identifier"))
        .filter(id -> !id.isBlank() && id.length() <= 200);
  }

  @Override
  public Optional<TicketNews> read(ProviderSettings settings, byte[] body) {
    JsonNode message;
    try {
      message = JSON.readTree(body);
    } catch (IOException e) {
      throw Invalid.request("the body is not JSON");
    }
    if (message == null || !message.isObject()) {
      throw Invalid.request("the body is not a JSON object");
    }
    return JiraNews.read(JiraConfig.of(settings), message);
  }

  @Override
  public Uni<Optional<String>> ownAccount(ProviderSettings settings) {
    JiraConfig config = JiraConfig.of(settings);
    String key = config.baseUrl() + "\n" + config.email() + "\n" + config.token().hashCode();
    String known = accounts.get(key);
    if (known != null) {
      return Uni.createFrom().item(Optional.of(known));
    }
    return api.get(config, "/myself", "asking who we are")
        .map(
            reply -> {
              String id = reply instanceof Reply.Good good ? JiraNews.accountId(good.body()) : "";
              if (!id.isEmpty() && accounts.size() < ACCOUNTS) {
                accounts.put(key, id);
              }
              return Optional.of(id).filter(text -> !text.isEmpty());
            });
  }

  static String sign(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
    }
  }
}
