package dev.tocsin.notification.live;

import dev.tocsin.platform.auth.Authenticator;
import dev.tocsin.platform.auth.Authorizer;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Denied;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.Role;
import io.grpc.Metadata;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;

/** Who may follow: an API key or a person of the tenant that may read notifications. */
@Singleton
class LiveAccess {

  /** The subprotocol that is spoken. */
  static final String PROTOCOL = "tocsin.v1";

  private static final String BY_PROTOCOL = "tocsin.bearer.";
  private static final String BEARER = "Bearer ";

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Authorization RULE =
      Authorization.newBuilder()
          .setAtLeast(Role.ROLE_VIEWER)
          .setScope("notifications:read")
          .build();

  private final Authenticator authenticator;

  LiveAccess(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** What the request says who it is by; browsers can set no header but the subprotocol. */
  static Optional<String> credential(HttpServerRequest request) {
    String key = request.getHeader("X-API-Key");
    if (key != null) {
      return Optional.of(key);
    }
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      return Optional.of(
          authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
              ? authorization.substring(BEARER.length()).strip()
              : "");
    }
    String protocols = request.getHeader("Sec-WebSocket-Protocol");
    return Arrays.stream((protocols == null ? "" : protocols).split(","))
        .map(String::strip)
        .filter(protocol -> protocol.startsWith(BY_PROTOCOL))
        .map(protocol -> protocol.substring(BY_PROTOCOL.length()))
        .findFirst();
  }

  /** The caller; fails as an RPC would. It may resume on any thread. */
  Uni<Caller> verify(String credential, String requestId) {
    if (credential.isBlank() || !credential.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      return Uni.createFrom()
          .failure(new Unauthenticated("no credential: send an API key or an access token"));
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, BEARER + credential);
    return authenticator
        // A person or a program: never a service, whose certificate would matter.
        .authenticate(headers, requestId, false)
        .invoke(
            caller ->
                Authorizer.refusal(RULE, caller)
                    .ifPresent(
                        refusal -> {
                          throw refusal;
                        }));
  }

  /** Whether the failure says no, other than that nobody could tell. */
  static boolean isRefusal(Throwable failure) {
    return failure instanceof Unauthenticated || failure instanceof Denied;
  }

  static Closing closing(Throwable failure) {
    return failure instanceof Denied ? Closing.DENIED : Closing.UNAUTHENTICATED;
  }
}
