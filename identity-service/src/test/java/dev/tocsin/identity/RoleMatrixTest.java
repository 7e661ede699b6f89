package dev.tocsin.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tocsin.identity.Rpcs.Rpc;
import dev.tocsin.platform.test.As;
import dev.tocsin.platform.test.EveryRpcHasARule;
import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.Role;
import io.grpc.ClientInterceptor;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Calls every RPC as every kind of caller, with a request in which nothing is set: whoever may call
 * gets past the door, whatever the request is worth, and nobody else does.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RoleMatrixTest extends EveryRpcHasARule {

  private static final Set<Status.Code> TURNED_AWAY =
      Set.of(Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED);

  @Test
  void eachRoleMayCallWhatItsRankAllows() {
    TestTenant tenant = TestTenant.create();
    Map<Role, ClientInterceptor> callers = new EnumMap<>(Role.class);
    for (Role role :
        Set.of(
            Role.ROLE_VIEWER,
            Role.ROLE_RESPONDER,
            Role.ROLE_MANAGER,
            Role.ROLE_ADMIN,
            Role.ROLE_OWNER)) {
      callers.put(role, As.bearer(tenant.key(role.name()).key()));
    }

    Rpcs.all()
        .forEach(
            rpc ->
                callers.forEach(
                    (role, caller) -> assertDoor(rpc, role.name(), mayCall(rpc, role), caller)));
  }

  @Test
  void theOperatorMayCallWhatIsTheOperatorsOnly() {
    Rpcs.all()
        .forEach(
            rpc ->
                assertDoor(
                    rpc,
                    "operator",
                    isOneOf(
                        rpc,
                        Authorization.RuleCase.OPERATOR_ONLY,
                        Authorization.RuleCase.SIGNED_IN,
                        Authorization.RuleCase.ANYONE),
                    As.operator()));
  }

  @Test
  void anotherServiceMayCallForATenant() {
    UUID tenant = UUID.fromString(TestTenant.create().id());

    Rpcs.all()
        .forEach(
            rpc ->
                assertDoor(
                    rpc,
                    "service",
                    !isOneOf(rpc, Authorization.RuleCase.OPERATOR_ONLY),
                    As.service("alerting", tenant)));
  }

  @Test
  void nobodyMayCallWhatIsForAnyone() {
    Rpcs.all()
        .filter(rpc -> !isOneOf(rpc, Authorization.RuleCase.ANYONE))
        .forEach(
            rpc ->
                assertEquals(
                    Status.Code.UNAUTHENTICATED, rpc.call(rpc.emptyRequest()), rpc::toString));
  }

  @Test
  void aKeyLimitedToAnotherScopeMayCallNothingThatHasAScope() {
    ClientInterceptor limited = As.bearer(TestTenant.create().key("owner", "alerts:read").key());

    Rpcs.all()
        .filter(rpc -> isOneOf(rpc, Authorization.RuleCase.AT_LEAST))
        .forEach(
            rpc ->
                assertEquals(
                    Status.Code.PERMISSION_DENIED,
                    rpc.call(rpc.emptyRequest(), limited),
                    rpc::toString));
  }

  private static boolean mayCall(Rpc rpc, Role role) {
    return switch (rpc.rule().getRuleCase()) {
      case AT_LEAST -> role.getNumber() >= rpc.rule().getAtLeast().getNumber();
      case SIGNED_IN, ANYONE -> true;
      case SERVICE_ONLY, OPERATOR_ONLY, RULE_NOT_SET -> false;
    };
  }

  private static boolean isOneOf(Rpc rpc, Authorization.RuleCase... cases) {
    return Set.of(cases).contains(rpc.rule().getRuleCase());
  }

  private static void assertDoor(Rpc rpc, String who, boolean open, ClientInterceptor credential) {
    Status.Code answer = rpc.call(rpc.emptyRequest(), credential);
    Optional<Status.Code> turnedAway = Optional.of(answer).filter(TURNED_AWAY::contains);
    assertNotEquals(Status.Code.INTERNAL, answer, () -> rpc + " as " + who);
    assertEquals(open, turnedAway.isEmpty(), () -> rpc + " as " + who + " answered " + answer);
  }
}
