package dev.tocsin.platform.verify;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.auth.Jwts;
import dev.tocsin.platform.auth.TokenVerifier;
import dev.tocsin.platform.client.ServiceClients;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.identity.v1.GetSigningKeysRequest;
import dev.tocsin.proto.identity.v1.JsonWebKey;
import dev.tocsin.proto.identity.v1.MutinyAuthServiceGrpc;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.lang.JoseException;

/**
 * Checks access tokens against the keys that identity publishes. Only RS256 is accepted, whatever
 * the token's own header says, so that neither {@code none} nor an HMAC by the public key gets
 * through. After the first fetch it works while identity is away; a token that names an unknown key
 * makes it ask again, at most every ten seconds.
 */
@DefaultBean
@Singleton
class PublishedKeyVerifier implements TokenVerifier {
  private static final Logger LOG = Logger.getLogger(PublishedKeyVerifier.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
  private static final AlgorithmConstraints RS256 =
      new AlgorithmConstraints(
          AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

  private final ServiceClients services;
  private final TocsinClock clock;
  private volatile Map<String, PublicKey> keys = Map.of();
  private volatile Instant asked = Instant.EPOCH;

  PublishedKeyVerifier(ServiceClients services, TocsinClock clock) {
    this.services = services;
    this.clock = clock;
  }

  @Override
  public Uni<Optional<Caller>> verify(String token) {
    String id = Jwts.keyId(token);
    if (id.isEmpty() || token.length() > 8192) {
      return Uni.createFrom().item(Optional.empty());
    }
    PublicKey known = keys.get(id);
    if (known != null) {
      return Uni.createFrom().item(caller(token, known));
    }
    if (!keys.isEmpty() && askedLately()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return fetch()
        .map(
            fetched -> {
              PublicKey key = fetched.get(id);
              return key == null ? Optional.empty() : caller(token, key);
            });
  }

  /** A clock that was set back must not make it seem so until it has come there again. */
  private boolean askedLately() {
    Instant now = clock.now();
    return !now.isBefore(asked) && now.isBefore(asked.plus(ASK_AGAIN));
  }

  private Uni<Map<String, PublicKey>> fetch() {
    asked = clock.now();
    return services
        .call(
            "identity",
            MutinyAuthServiceGrpc::newMutinyStub,
            null,
            stub -> stub.getSigningKeys(GetSigningKeysRequest.getDefaultInstance()))
        .map(answer -> keys = read(answer.getKeysList()))
        .onFailure()
        .transform(
            e ->
                new Unavailable(
                    "access tokens cannot be checked: identity-service does not answer", e));
  }

  private static Map<String, PublicKey> read(List<JsonWebKey> published) {
    Map<String, PublicKey> read = new HashMap<>();
    for (JsonWebKey key : published) {
      try {
        Map<String, Object> jwk = Map.of("kty", key.getKty(), "n", key.getN(), "e", key.getE());
        read.put(key.getKid(), new RsaJsonWebKey(jwk).getRsaPublicKey());
      } catch (JoseException e) {
        LOG.warnf("identity published a key that cannot be read kid=%s", key.getKid());
      }
    }
    return Map.copyOf(read);
  }

  private Optional<Caller> caller(String token, PublicKey key) {
    JwtClaims claims = Jwts.claims(token, RS256, key);
    try {
      if (claims == null
          || !"tocsin".equals(claims.getIssuer())
          || claims.getSubject() == null
          || Jwts.expired(claims, clock.now())) {
        return Optional.empty();
      }
      return Optional.of(
          new Caller(
              Caller.Kind.USER,
              UUID.fromString(claims.getStringClaimValue("tid")),
              claims.getSubject(),
              role(claims.getStringClaimValue("rol")),
              Set.of(),
              ""));
    } catch (MalformedClaimException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  /** {@code owner} or {@code ROLE_OWNER}. */
  private static Role role(String claim) {
    String name = claim.toUpperCase(java.util.Locale.ROOT);
    return Role.valueOf(name.startsWith("ROLE_") ? name : "ROLE_" + name);
  }
}
