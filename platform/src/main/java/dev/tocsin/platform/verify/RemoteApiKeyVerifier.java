package dev.tocsin.platform.verify;

import dev.tocsin.platform.auth.ApiKeyVerifier;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.MutinyAuthServiceGrpc;
import dev.tocsin.proto.identity.v1.VerifyApiKeyRequest;
import dev.tocsin.proto.identity.v1.VerifyApiKeyResponse;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks identity whose key it is. An answer is kept for 30 seconds, a refusal for 5, so a revoked
 * key is refused everywhere within 30 seconds; at most 10,000 answers are kept.
 */
@DefaultBean
@Singleton
class RemoteApiKeyVerifier implements ApiKeyVerifier {
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final Duration REFUSAL_KEPT = Duration.ofSeconds(5);
  private static final int MOST = 10_000;

  private final ServiceClients services;
  private final TocsinClock clock;
  private final Map<String, Answer> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          return size() > MOST;
        }
      };

  private record Answer(Optional<Caller> caller, Instant until) {}

  RemoteApiKeyVerifier(ServiceClients services, TocsinClock clock) {
    this.services = services;
    this.clock = clock;
  }

  @Override
  public Uni<Optional<Caller>> verify(String key) {
    String hash = hash(key);
    Optional<Caller> kept = kept(hash);
    return kept != null ? Uni.createFrom().item(kept) : ask(key, hash);
  }

  private Uni<Optional<Caller>> ask(String key, String hash) {
    return services
        .call(
            "identity",
            MutinyAuthServiceGrpc::newMutinyStub,
            null,
            stub -> stub.verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(key).build()))
        .map(answer -> Optional.of(caller(answer)))
        .onFailure(Unauthenticated.class)
        .recoverWithItem(Optional.<Caller>empty())
        .invoke(answer -> keep(hash, answer))
        .onFailure()
        .transform(
            e ->
                new Unavailable("API keys cannot be checked: identity-service does not answer", e));
  }

  private static Caller caller(VerifyApiKeyResponse answer) {
    boolean operator = answer.getTenantId().isEmpty();
    return new Caller(
        operator ? Caller.Kind.OPERATOR : Caller.Kind.KEY,
        operator ? null : UUID.fromString(answer.getTenantId()),
        operator ? "" : answer.getApiKeyId(),
        answer.getRole(),
        Set.copyOf(answer.getScopesList()),
        "");
  }

  private synchronized @Nullable Optional<Caller> kept(String hash) {
    Answer answer = answers.get(hash);
    if (answer == null || !clock.now().isBefore(answer.until)) {
      answers.remove(hash);
      return null;
    }
    return answer.caller;
  }

  private synchronized void keep(String hash, Optional<Caller> caller) {
    Duration life = caller.isPresent() ? KEPT : REFUSAL_KEPT;
    answers.put(hash, new Answer(caller, clock.now().plus(life)));
  }

  private static String hash(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
