package dev.tocsin.platform.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.tocsin.platform.grpc.ContractCheck;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.quarkus.grpc.GrpcService;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lists every RPC of the server under test and fails for one that does not say who may call it, or
 * that is public and has no REST path. A service's test extends it in a line:
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(TestServers.class)
 * class RpcRulesTest extends EveryRpcHasARule {}
 * }</pre>
 */
public abstract class EveryRpcHasARule {
  @Inject @GrpcService Instance<BindableService> services;

  @Test
  void everyRpcHasARule() {
    List<String> mistakes = new ArrayList<>();
    int seen = 0;
    for (BindableService service : services) {
      ServerServiceDefinition definition = service.bindService();
      if (definition.getServiceDescriptor().getSchemaDescriptor()
              instanceof ProtoServiceDescriptorSupplier supplier
          && !supplier.getServiceDescriptor().getFullName().startsWith("grpc.")) {
        ServiceDescriptor proto = supplier.getServiceDescriptor();
        mistakes.addAll(ContractCheck.mistakes(proto));
        seen += proto.getMethods().size();
      }
    }

    assertFalse(seen == 0, "the server under test offers no RPC");
    assertEquals(List.of(), mistakes);
  }
}
