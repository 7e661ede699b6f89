package dev.tocsin.platform.grpc;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.AuthorizationOuterClass;
import dev.tocsin.proto.platform.v1.Role;
import java.util.ArrayList;
import java.util.List;

/** What must be true of every RPC before a server may offer it. */
public final class ContractCheck {
  private ContractCheck() {}

  /** What is missing or contradicts itself in a service, in words; empty when it may be offered. */
  public static List<String> mistakes(ServiceDescriptor service) {
    List<String> found = new ArrayList<>();
    for (MethodDescriptor method : service.getMethods()) {
      check(method, found);
    }
    return found;
  }

  private static void check(MethodDescriptor method, List<String> found) {
    Authorization rule = method.getOptions().getExtension(AuthorizationOuterClass.authorization);
    boolean rest = !Rpc.bindings(method).isEmpty();
    boolean service = rule.getRuleCase() == Authorization.RuleCase.SERVICE_ONLY;
    String name = method.getFullName();
    switch (rule.getRuleCase()) {
      case RULE_NOT_SET ->
          found.add(
              name + " does not say who may call it: give it (tocsin.platform.v1.authorization)");
      case AT_LEAST -> {
        if (rule.getAtLeast() == Role.ROLE_UNSPECIFIED || rule.getAtLeast() == Role.UNRECOGNIZED) {
          found.add(name + " asks for no role: set at_least to a role");
        }
        if (rule.getScope().isEmpty()) {
          found.add(name + " names no scope for limited API keys: set scope");
        }
      }
      default -> {}
    }
    if (service && rest) {
      found.add(name + " is for services only and must have no REST path");
    }
    if (!service && !rest && rule.getRuleCase() != Authorization.RuleCase.RULE_NOT_SET) {
      found.add(name + " is public and has no REST path: give it (google.api.http)");
    }
    if (method.isClientStreaming()) {
      found.add(name + " streams from the client, which REST cannot do");
    }
  }
}
