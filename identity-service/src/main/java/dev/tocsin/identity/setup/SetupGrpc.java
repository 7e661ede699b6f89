package dev.tocsin.identity.setup;

import dev.tocsin.identity.session.Entrance;
import dev.tocsin.identity.user.NewUser;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.auth.RemoteAddress;
import dev.tocsin.proto.identity.v1.CompleteSetupRequest;
import dev.tocsin.proto.identity.v1.GetSetupRequest;
import dev.tocsin.proto.identity.v1.GetSetupResponse;
import dev.tocsin.proto.identity.v1.MutinySetupServiceGrpc;
import dev.tocsin.proto.identity.v1.Session;
import dev.tocsin.proto.identity.v1.SetupState;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;

/** Set-up by browser as RPCs. */
@GrpcService
@Singleton
public class SetupGrpc extends MutinySetupServiceGrpc.SetupServiceImplBase {

  private final Setup setup;
  private final Entrance entrance;

  SetupGrpc(Setup setup, Entrance entrance) {
    this.setup = setup;
    this.entrance = entrance;
  }

  @Override
  public Uni<GetSetupResponse> getSetup(GetSetupRequest request) {
    return setup
        .state()
        .map(
            state ->
                GetSetupResponse.newBuilder()
                    .setState(
                        switch (state) {
                          case OPEN -> SetupState.SETUP_STATE_WAITING;
                          case USED -> SetupState.SETUP_STATE_OFF;
                          case DONE -> SetupState.SETUP_STATE_DONE;
                        })
                    .build());
  }

  @Override
  public Uni<Session> completeSetup(CompleteSetupRequest request) {
    String requestId = Caller.current().requestId();
    String address = RemoteAddress.current();
    var owner =
        new NewUser(
            request.getOwnerEmail(),
            request.getOwnerName(),
            Role.ROLE_OWNER,
            request.getTimeZone());
    return setup
        .complete(
            operator(requestId),
            request.getToken(),
            request.getTenantName().strip(),
            request.getTenantSlug(),
            owner,
            request.getPassword(),
            address)
        .flatMap(account -> entrance.open(account, address, requestId));
  }

  /** Who has the token acts for the operator, who gave it. */
  private static Caller operator(String requestId) {
    return new Caller(Caller.Kind.OPERATOR, null, "", Role.ROLE_UNSPECIFIED, Set.of(), requestId);
  }
}
