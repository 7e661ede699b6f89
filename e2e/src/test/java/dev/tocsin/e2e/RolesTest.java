package dev.tocsin.e2e;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.tocsin.e2e.harness.Contract;
import dev.tocsin.e2e.harness.Grpc;
import dev.tocsin.e2e.harness.OneProcess;
import dev.tocsin.e2e.harness.Shared;
import dev.tocsin.e2e.harness.Tenant;
import dev.tocsin.e2e.harness.Tenants;
import dev.tocsin.e2e.harness.Wait;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.Role;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

/** Every RPC as every role: the contract's rule is what happens, before the request is read. */
@ExtendWith(Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
  private static final List<Role> ROLES =
      List.of(
          Role.ROLE_VIEWER,
          Role.ROLE_RESPONDER,
          Role.ROLE_MANAGER,
          Role.ROLE_ADMIN,
          Role.ROLE_OWNER);

  private OneProcess tocsin;
  private Tenant tenant;
  private Grpc grpc;

  @BeforeAll
  void makeTenant(OneProcess shared) {
    tocsin = shared;
    tenant = Tenants.make(shared, "roles");
    grpc = new Grpc(shared);
  }

  @AfterAll
  void close() {
    grpc.close();
  }

  @Test
  void letsInWhoTheContractLetsInAndNobodyElse() {
    var checks = new ArrayList<Executable>();
    for (MethodDescriptor method : Contract.methods()) {
      Authorization rule = Contract.rule(method);
      for (Role role : ROLES) {
        String key = tenant.keys().get(role.name().substring(5).toLowerCase());
        checks.add(() -> check(method, "as " + role, Map.of("x-api-key", key), allows(rule, role)));
      }
      checks.add(
          () ->
              check(
                  method,
                  "as operator",
                  Map.of("x-api-key", tocsin.operatorKey()),
                  rule.getOperatorOnly() || rule.getSignedIn() || rule.getAnyone()));
    }
    assertAll(checks);
  }

  @Test
  void knowsNobodyWithoutACredentialOrWithAWrongOne() {
    var wrong =
        List.<Map<String, String>>of(
            Map.of(),
            Map.of("x-api-key", "tcs_0000000000000000000000000000000000000000"),
            Map.of("authorization", "Bearer eyJhbGciOiJub25lIn0.e30."),
            Map.of("x-api-key", tenant.integrationKey()),
            Map.of("x-tocsin-service", "alerting", "x-tocsin-tenant", tenant.id()));
    var checks = new ArrayList<Executable>();
    for (MethodDescriptor method : Contract.methods()) {
      if (!Contract.rule(method).getAnyone()) {
        for (Map<String, String> headers : wrong) {
          checks.add(
              () ->
                  assertEquals(
                      Status.Code.UNAUTHENTICATED,
                      refusal(method, headers).code(),
                      () -> method.getFullName() + " with " + headers.keySet()));
        }
      }
    }
    assertAll(checks);
  }

  @Test
  void keepsAKeyToItsScopes() {
    String key =
        tenant
            .owner()
            .post(
                "/api/v1/api-keys",
                Map.of("description", "reads", "role", "owner", "scopes", List.of("alerts:read")))
            .ok()
            .text("key");
    var checks = new ArrayList<Executable>();
    for (MethodDescriptor method : Contract.methods()) {
      Authorization rule = Contract.rule(method);
      boolean allowed =
          rule.getAnyone()
              || rule.getSignedIn()
              || (allows(rule, Role.ROLE_OWNER) && rule.getScope().equals("alerts:read"));
      checks.add(() -> check(method, "within a scope", Map.of("x-api-key", key), allowed));
    }
    assertAll(checks);
  }

  private void check(
      MethodDescriptor method, String who, Map<String, String> headers, boolean allowed) {
    Grpc.Outcome outcome = allowed ? call(method, headers) : refusal(method, headers);
    if (allowed) {
      assertTrue(
          outcome.code() != Status.Code.PERMISSION_DENIED
              && (outcome.code() != Status.Code.UNAUTHENTICATED
                  || Contract.rule(method).getAnyone()),
          () -> method.getFullName() + " " + who + " was refused: " + outcome);
    } else {
      assertEquals(
          Status.Code.PERMISSION_DENIED,
          outcome.code(),
          () -> method.getFullName() + " " + who + " answered " + outcome);
    }
  }

  /** With an empty request, which changes nothing anywhere. */
  private Grpc.Outcome call(MethodDescriptor method, Map<String, String> headers) {
    return grpc.call(method, DynamicMessage.getDefaultInstance(method.getInputType()), headers);
  }

  /** The same where a refusal must come, however long it takes. */
  private Grpc.Outcome refusal(MethodDescriptor method, Map<String, String> headers) {
    var empty = DynamicMessage.getDefaultInstance(method.getInputType());
    return grpc.call(method, empty, headers, Wait.PATIENCE);
  }

  private static boolean allows(Authorization rule, Role role) {
    return switch (rule.getRuleCase()) {
      case AT_LEAST -> role.getNumber() >= rule.getAtLeast().getNumber();
      case SIGNED_IN, ANYONE -> true;
      default -> false;
    };
  }
}
