package dev.tocsin.identity.apikey;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.ApiKey;
import dev.tocsin.proto.identity.v1.CreateApiKeyRequest;
import dev.tocsin.proto.identity.v1.CreateApiKeyResponse;
import dev.tocsin.proto.identity.v1.ListApiKeysRequest;
import dev.tocsin.proto.identity.v1.ListApiKeysResponse;
import dev.tocsin.proto.identity.v1.MutinyApiKeyServiceGrpc;
import dev.tocsin.proto.identity.v1.RevokeApiKeyRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** API keys as RPCs. */
@GrpcService
@Singleton
public class ApiKeyGrpc extends MutinyApiKeyServiceGrpc.ApiKeyServiceImplBase {

  private static final String LIST = "api-keys";

  private final ApiKeys keys;

  ApiKeyGrpc(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public Uni<CreateApiKeyResponse> createApiKey(CreateApiKeyRequest request) {
    Optional<Instant> expireTime =
        request.hasExpireTime()
            ? Optional.of(ProtoTime.instant("expire_time", request.getExpireTime()))
            : Optional.empty();
    return keys.create(
            Caller.current(),
            new NewKey(
                request.getDescription().strip(),
                request.getRole(),
                request.getScopesList(),
                expireTime))
        .map(
            created ->
                CreateApiKeyResponse.newBuilder()
                    .setApiKey(message(created.record()))
                    .setKey(created.key())
                    .build());
  }

  @Override
  public Uni<ListApiKeysResponse> listApiKeys(ListApiKeysRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<ApiKeys.Place> after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(key -> new ApiKeys.Place(Instant.parse(key.get(0)), UUID.fromString(key.get(1))));
    return keys.list(Caller.current().tenantId(), after, size + 1).map(found -> page(found, size));
  }

  @Override
  public Uni<Empty> revokeApiKey(RevokeApiKeyRequest request) {
    return keys.revoke(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private static ListApiKeysResponse page(List<KeyRecord> keys, int size) {
    var page = Page.cut(keys, size, LIST, key -> List.of(key.createTime, key.id));
    return ListApiKeysResponse.newBuilder()
        .addAllApiKeys(page.rows(ApiKeyGrpc::message))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static ApiKey message(KeyRecord key) {
    ApiKey.Builder message =
        ApiKey.newBuilder()
            .setId(key.id.toString())
            .setDescription(key.description)
            .setRole(key.role())
            .addAllScopes(List.of(key.scopes))
            .setMaskedKey(key.maskedKey)
            .setCreateTime(ProtoTime.of(key.createTime));
    if (key.expireTime != null) {
      message.setExpireTime(ProtoTime.of(key.expireTime));
    }
    if (key.lastUsedTime != null) {
      message.setLastUsedTime(ProtoTime.of(key.lastUsedTime));
    }
    if (key.revokeTime != null) {
      message.setRevokeTime(ProtoTime.of(key.revokeTime));
    }
    return message.build();
  }
}
