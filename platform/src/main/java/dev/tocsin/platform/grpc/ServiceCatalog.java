package dev.tocsin.platform.grpc;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.quarkus.grpc.GrpcService;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every RPC that this process offers. gRPC's own services (health, reflection) are not in it: they
 * tell nothing but the public contract and are open to all.
 */
@Singleton
public class ServiceCatalog {
  private final Instance<BindableService> services;
  private @Nullable Map<String, Rpc> rpcs;

  ServiceCatalog(@GrpcService Instance<BindableService> services) {
    this.services = services;
  }

  /** Stops the start with every mistake at once. */
  void check(@Observes StartupEvent start) {
    rpcs();
  }

  /** All RPCs. */
  public Collection<Rpc> rpcs() {
    return catalog().values();
  }

  /**
   * The RPC of this name, as {@code package.Service/Method}; null when it is not one of the
   * product's.
   */
  public @Nullable Rpc find(String fullName) {
    return catalog().get(fullName);
  }

  private synchronized Map<String, Rpc> catalog() {
    if (rpcs == null) {
      rpcs = read();
    }
    return rpcs;
  }

  private Map<String, Rpc> read() {
    Map<String, Rpc> read = new LinkedHashMap<>();
    List<String> mistakes = new ArrayList<>();
    for (BindableService service : services) {
      ServerServiceDefinition definition = service.bindService();
      if (definition.getServiceDescriptor().getName().startsWith("grpc.")) {
        continue;
      }
      mistakes.addAll(ContractCheck.mistakes(proto(definition)));
      for (ServerMethodDefinition<?, ?> method : definition.getMethods()) {
        Rpc.of(method).ifPresent(rpc -> read.put(rpc.fullName(), rpc));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException(
          "the contract is not complete:\n  " + String.join("\n  ", mistakes));
    }
    return read;
  }

  private static ServiceDescriptor proto(ServerServiceDefinition definition) {
    if (definition.getServiceDescriptor().getSchemaDescriptor()
        instanceof ProtoServiceDescriptorSupplier supplier) {
      return supplier.getServiceDescriptor();
    }
    throw new IllegalStateException(
        definition.getServiceDescriptor().getName() + " was not generated from a .proto");
  }
}
