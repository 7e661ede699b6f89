package dev.tocsin.identity.session;

import com.google.protobuf.Empty;
import dev.tocsin.identity.apikey.KnownKeys;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.auth.RemoteAddress;
import dev.tocsin.platform.error.Unauthenticated;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ChangePasswordRequest;
import dev.tocsin.proto.identity.v1.EndSessionsRequest;
import dev.tocsin.proto.identity.v1.EndSessionsResponse;
import dev.tocsin.proto.identity.v1.GetCallerRequest;
import dev.tocsin.proto.identity.v1.GetCallerResponse;
import dev.tocsin.proto.identity.v1.GetSigningKeysRequest;
import dev.tocsin.proto.identity.v1.GetSigningKeysResponse;
import dev.tocsin.proto.identity.v1.JsonWebKey;
import dev.tocsin.proto.identity.v1.ListSessionsRequest;
import dev.tocsin.proto.identity.v1.ListSessionsResponse;
import dev.tocsin.proto.identity.v1.MutinyAuthServiceGrpc;
import dev.tocsin.proto.identity.v1.RefreshSessionRequest;
import dev.tocsin.proto.identity.v1.Session;
import dev.tocsin.proto.identity.v1.SignInRequest;
import dev.tocsin.proto.identity.v1.SignOutRequest;
import dev.tocsin.proto.identity.v1.VerifyApiKeyRequest;
import dev.tocsin.proto.identity.v1.VerifyApiKeyResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jose4j.keys.BigEndianBigInteger;

/** Sessions and checks of keys as RPCs. */
@GrpcService
@Singleton
public class AuthGrpc extends MutinyAuthServiceGrpc.AuthServiceImplBase {

  private final Throttle throttle;
  private final SignIn signIn;
  private final Sessions sessions;
  private final OwnSessions own;
  private final SigningKeys signingKeys;
  private final KnownKeys apiKeys;
  private final CallerDetails callers;

  AuthGrpc(
      Throttle throttle,
      SignIn signIn,
      Sessions sessions,
      OwnSessions own,
      SigningKeys signingKeys,
      KnownKeys apiKeys,
      CallerDetails callers) {
    this.throttle = throttle;
    this.signIn = signIn;
    this.sessions = sessions;
    this.own = own;
    this.signingKeys = signingKeys;
    this.apiKeys = apiKeys;
    this.callers = callers;
  }

  @Override
  public Uni<Session> signIn(SignInRequest request) {
    String address = RemoteAddress.current();
    String requestId = Caller.current().requestId();
    return throttle
        .attempt(request.getTenant(), request.getEmail(), address)
        .chain(() -> signIn.check(request.getTenant(), request.getEmail(), request.getPassword()))
        .call(() -> throttle.succeeded(request.getTenant(), request.getEmail(), address))
        .flatMap(account -> sessions.open(account, address, requestId))
        .map(AuthGrpc::message);
  }

  @Override
  public Uni<Session> refreshSession(RefreshSessionRequest request) {
    return sessions
        .refresh(request.getRefreshToken(), Caller.current().requestId())
        .map(AuthGrpc::message);
  }

  @Override
  public Uni<Empty> signOut(SignOutRequest request) {
    return sessions
        .end(request.getRefreshToken(), Caller.current().requestId())
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<ListSessionsResponse> listSessions(ListSessionsRequest request) {
    return own.open(Caller.current());
  }

  @Override
  public Uni<EndSessionsResponse> endSessions(EndSessionsRequest request) {
    return own.end(Caller.current())
        .map(ended -> EndSessionsResponse.newBuilder().setEnded(ended).build());
  }

  @Override
  public Uni<Empty> changePassword(ChangePasswordRequest request) {
    Caller caller = Caller.current();
    return throttle
        .attempt("", caller.actor(), "")
        .chain(() -> signIn.change(caller, request.getOldPassword(), request.getNewPassword()))
        .call(() -> throttle.succeeded("", caller.actor(), ""))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<GetCallerResponse> getCaller(GetCallerRequest request) {
    return callers.of(Caller.current());
  }

  @Override
  public Uni<GetSigningKeysResponse> getSigningKeys(GetSigningKeysRequest request) {
    return Uni.createFrom()
        .item(
            GetSigningKeysResponse.newBuilder()
                .addAllKeys(signingKeys.published().stream().map(AuthGrpc::message).toList())
                .build());
  }

  @Override
  public Uni<VerifyApiKeyResponse> verifyApiKey(VerifyApiKeyRequest request) {
    return apiKeys
        .verifyNow(request.getKey())
        .map(
            found ->
                found
                    .map(AuthGrpc::message)
                    .orElseThrow(
                        () -> new Unauthenticated("the API key is unknown, revoked or expired")));
  }

  static Session message(Grant grant) {
    return Session.newBuilder()
        .setAccessToken(grant.accessToken())
        .setExpiresIn(ProtoTime.of(grant.expiresIn()))
        .setRefreshToken(grant.refreshToken())
        .setUserId(grant.userId().toString())
        .setTenantId(grant.tenantId().toString())
        .setMustChangePassword(grant.mustChangePassword())
        .build();
  }

  private static VerifyApiKeyResponse message(Caller key) {
    return VerifyApiKeyResponse.newBuilder()
        .setTenantId(key.tenantId().toString())
        .setApiKeyId(key.id())
        .setRole(key.role())
        .addAllScopes(key.scopes().stream().sorted().toList())
        .build();
  }

  private static JsonWebKey message(SigningKey key) {
    return JsonWebKey.newBuilder()
        .setKid(key.id().toString())
        .setKty("RSA")
        .setAlg("RS256")
        .setUse("sig")
        .setN(BigEndianBigInteger.toBase64Url(key.publicKey().getModulus()))
        .setE(BigEndianBigInteger.toBase64Url(key.publicKey().getPublicExponent()))
        .build();
  }
}
