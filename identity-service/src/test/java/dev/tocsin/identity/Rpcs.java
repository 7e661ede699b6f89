package dev.tocsin.identity;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.proto.identity.v1.AbsenceServiceGrpc;
import dev.tocsin.proto.identity.v1.ApiKeyServiceGrpc;
import dev.tocsin.proto.identity.v1.AuditServiceGrpc;
import dev.tocsin.proto.identity.v1.AuthServiceGrpc;
import dev.tocsin.proto.identity.v1.CalendarFeedServiceGrpc;
import dev.tocsin.proto.identity.v1.CalendarLinkServiceGrpc;
import dev.tocsin.proto.identity.v1.FairnessServiceGrpc;
import dev.tocsin.proto.identity.v1.ScheduleServiceGrpc;
import dev.tocsin.proto.identity.v1.SettingsServiceGrpc;
import dev.tocsin.proto.identity.v1.SetupServiceGrpc;
import dev.tocsin.proto.identity.v1.SwapServiceGrpc;
import dev.tocsin.proto.identity.v1.TeamServiceGrpc;
import dev.tocsin.proto.identity.v1.TenantServiceGrpc;
import dev.tocsin.proto.identity.v1.UsageServiceGrpc;
import dev.tocsin.proto.identity.v1.UserServiceGrpc;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.AuthorizationOuterClass;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Every RPC of this service, found in the contract. */
public final class Rpcs {

  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          AbsenceServiceGrpc.getServiceDescriptor(),
          TenantServiceGrpc.getServiceDescriptor(),
          UserServiceGrpc.getServiceDescriptor(),
          TeamServiceGrpc.getServiceDescriptor(),
          ApiKeyServiceGrpc.getServiceDescriptor(),
          AuthServiceGrpc.getServiceDescriptor(),
          AuditServiceGrpc.getServiceDescriptor(),
          FairnessServiceGrpc.getServiceDescriptor(),
          ScheduleServiceGrpc.getServiceDescriptor(),
          CalendarFeedServiceGrpc.getServiceDescriptor(),
          CalendarLinkServiceGrpc.getServiceDescriptor(),
          SettingsServiceGrpc.getServiceDescriptor(),
          SwapServiceGrpc.getServiceDescriptor(),
          SetupServiceGrpc.getServiceDescriptor(),
          UsageServiceGrpc.getServiceDescriptor());

  private Rpcs() {}

  /** One RPC: how to call it and who may. */
  public record Rpc(io.grpc.MethodDescriptor<Message, Message> method, MethodDescriptor proto) {

    public String name() {
      return proto.getName();
    }

    public Authorization rule() {
      return proto.getOptions().getExtension(AuthorizationOuterClass.authorization);
    }

    /** A request in which nothing is set; a stream goes on after what is not there, and ends. */
    public Message emptyRequest() {
      Message empty =
          ((PrototypeMarshaller<Message>) method.getRequestMarshaller()).getMessagePrototype();
      FieldDescriptor after = proto.getInputType().findFieldByName("after_id");
      return proto.isServerStreaming() && after != null
          ? empty.toBuilder().setField(after, UUID.randomUUID().toString()).build()
          : empty;
    }

    /** Whether its request names something by id, at the top or one level down. */
    public boolean namesSomething() {
      return proto.getInputType().getFields().stream()
          .flatMap(
              field ->
                  field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()
                      ? field.getMessageType().getFields().stream()
                      : Stream.of(field))
          .anyMatch(field -> field.getName().equals("id") || field.getName().endsWith("_id"));
    }

    /** The status that this request gets with this credential. */
    public Status.Code call(Message request, ClientInterceptor... credential) {
      try {
        ClientCalls.blockingUnaryCall(
            ClientInterceptors.intercept(Grpc.channel(), credential),
            method,
            CallOptions.DEFAULT,
            request);
        return Status.Code.OK;
      } catch (StatusRuntimeException e) {
        return e.getStatus().getCode();
      }
    }

    @Override
    public String toString() {
      return proto.getFullName();
    }
  }

  public static Stream<Rpc> all() {
    return SERVICES.stream().flatMap(service -> service.getMethods().stream()).map(Rpcs::rpc);
  }

  public static Rpc named(String name) {
    return all().filter(rpc -> rpc.name().equals(name)).findFirst().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static Rpc rpc(io.grpc.MethodDescriptor<?, ?> method) {
    var supplier = (ProtoMethodDescriptorSupplier) method.getSchemaDescriptor();
    return new Rpc(
        (io.grpc.MethodDescriptor<Message, Message>) method, supplier.getMethodDescriptor());
  }
}
