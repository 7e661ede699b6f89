package dev.tocsin.identity.tenant;

import com.google.protobuf.Empty;
import dev.tocsin.identity.user.NewUser;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.identity.v1.CreateTenantRequest;
import dev.tocsin.proto.identity.v1.CreateTenantResponse;
import dev.tocsin.proto.identity.v1.DeleteTenantRequest;
import dev.tocsin.proto.identity.v1.GetTenantRequest;
import dev.tocsin.proto.identity.v1.ListTenantsRequest;
import dev.tocsin.proto.identity.v1.ListTenantsResponse;
import dev.tocsin.proto.identity.v1.MutinyTenantServiceGrpc;
import dev.tocsin.proto.identity.v1.Tenant;
import dev.tocsin.proto.identity.v1.UpdateTenantRequest;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Tenants as RPCs, for the operator. */
@GrpcService
@Singleton
public class TenantGrpc extends MutinyTenantServiceGrpc.TenantServiceImplBase {

  private static final String LIST = "tenants";

  private final Tenants tenants;

  TenantGrpc(Tenants tenants) {
    this.tenants = tenants;
  }

  @Override
  public Uni<CreateTenantResponse> createTenant(CreateTenantRequest request) {
    var owner =
        new NewUser(request.getOwnerEmail(), request.getOwnerName(), Role.ROLE_OWNER, "UTC");
    return tenants
        .create(Caller.current(), request.getName().strip(), request.getSlug(), owner)
        .map(
            created ->
                CreateTenantResponse.newBuilder()
                    .setTenant(message(created.tenant()))
                    .setOwnerUserId(created.ownerId().toString())
                    .setOneTimePassword(created.oneTimePassword())
                    .build());
  }

  @Override
  public Uni<Tenant> getTenant(GetTenantRequest request) {
    return tenants.get(UUID.fromString(request.getId())).map(TenantGrpc::message);
  }

  @Override
  public Uni<ListTenantsResponse> listTenants(ListTenantsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    String after =
        PageToken.read(LIST, request.getPageToken(), 1).map(key -> key.getFirst()).orElse("");
    return tenants.list(after, size + 1).map(found -> page(found, size));
  }

  @Override
  public Uni<Tenant> updateTenant(UpdateTenantRequest request) {
    ChangedFields fields = ChangedFields.of(request.getUpdateMask(), "name");
    return tenants
        .update(
            Caller.current(),
            id(request.getTenant()),
            request.getTenant().getName().strip(),
            fields)
        .map(TenantGrpc::message);
  }

  @Override
  public Uni<Empty> deleteTenant(DeleteTenantRequest request) {
    return tenants
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private static UUID id(Tenant tenant) {
    try {
      return UUID.fromString(tenant.getId());
    } catch (IllegalArgumentException e) {
      throw Invalid.field("tenant.id", "'" + tenant.getId() + "' is not a tenant id");
    }
  }

  private static ListTenantsResponse page(List<TenantRecord> tenants, int size) {
    var page = Page.cut(tenants, size, LIST, tenant -> List.of(tenant.slug));
    return ListTenantsResponse.newBuilder()
        .addAllTenants(page.rows(TenantGrpc::message))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static Tenant message(TenantRecord tenant) {
    return Tenant.newBuilder()
        .setId(tenant.id.toString())
        .setName(tenant.name)
        .setSlug(tenant.slug)
        .setCreateTime(ProtoTime.of(tenant.createTime))
        .setUpdateTime(ProtoTime.of(tenant.updateTime))
        .build();
  }
}
