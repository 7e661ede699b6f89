package dev.tocsin.platform.grpc;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.validation.RequestRules;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.AuthorizationOuterClass;
import io.grpc.ServerMethodDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One RPC of this process.
 *
 * @param proto as the contract describes it
 * @param definition how it is called, without any interceptor
 * @param rule who may call it
 * @param fields what a request must look like
 */
public record Rpc(
    MethodDescriptor proto,
    ServerMethodDefinition<Message, Message> definition,
    Authorization rule,
    RequestRules fields) {

  @SuppressWarnings("unchecked")
  static Optional<Rpc> of(ServerMethodDefinition<?, ?> definition) {
    Object schema = definition.getMethodDescriptor().getSchemaDescriptor();
    if (!(schema instanceof ProtoMethodDescriptorSupplier supplier)) {
      return Optional.empty();
    }
    MethodDescriptor proto = supplier.getMethodDescriptor();
    return Optional.of(
        new Rpc(
            proto,
            (ServerMethodDefinition<Message, Message>) definition,
            proto.getOptions().getExtension(AuthorizationOuterClass.authorization),
            RequestRules.of(proto.getInputType())));
  }

  /** {@code tocsin.alerting.v1.AlertService/GetAlert}. */
  public String fullName() {
    return definition.getMethodDescriptor().getFullMethodName();
  }

  /** The service's short name: {@code alerting} of {@code tocsin.alerting.v1}. */
  public String domain() {
    String[] parts = proto.getFile().getPackage().split("\\.");
    return parts.length > 1 ? parts[1] : parts[0];
  }

  /** The HTTP status of a REST answer that succeeded. */
  public int successStatus() {
    int status = proto.getOptions().getExtension(AuthorizationOuterClass.successStatus);
    return status == 0 ? 200 : status;
  }

  /** Its REST bindings, the additional ones too. */
  public List<HttpRule> bindings() {
    return bindings(proto);
  }

  static List<HttpRule> bindings(MethodDescriptor proto) {
    if (!proto.getOptions().hasExtension(AnnotationsProto.http)) {
      return List.of();
    }
    HttpRule first = proto.getOptions().getExtension(AnnotationsProto.http);
    List<HttpRule> all = new ArrayList<>();
    all.add(first);
    all.addAll(first.getAdditionalBindingsList());
    return all;
  }
}
