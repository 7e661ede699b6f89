package dev.tocsin.e2e.harness;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Calls any RPC by its descriptor, as a client that knows the product by reflection only. */
public final class Grpc implements AutoCloseable {
  /** What a stream gets that may have nothing to say. */
  private static final Duration MOMENT = Duration.ofMillis(700);

  private final Installation system;
  private final Map<Integer, ManagedChannel> channels = new HashMap<>();

  public Grpc(Installation system) {
    this.system = system;
  }

  /**
   * What came of a call.
   *
   * @param answer the message, or the first of a stream; empty when it failed
   */
  public record Outcome(Status status, Optional<DynamicMessage> answer) {
    public Status.Code code() {
      return status.getCode();
    }

    @Override
    public String toString() {
      return status.getCode()
          + " "
          + status.getDescription()
          + answer.map(message -> " " + message).orElse("");
    }
  }

  /** Calls with metadata; a stream is left after its first message or a moment. */
  public Outcome call(
      MethodDescriptor method, DynamicMessage request, Map<String, String> headers) {
    return call(method, request, headers, method.isServerStreaming() ? MOMENT : Wait.PATIENCE);
  }

  /** Calls with metadata, and waits for an answer or a stream's first message. */
  public Outcome call(
      MethodDescriptor method,
      DynamicMessage request,
      Map<String, String> headers,
      Duration patience) {
    var channel =
        ClientInterceptors.intercept(
            channel(method), MetadataUtils.newAttachHeadersInterceptor(metadata(headers)));
    boolean stream = method.isServerStreaming();
    var options = CallOptions.DEFAULT.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      if (!stream) {
        return succeeded(ClientCalls.blockingUnaryCall(channel, of(method), options, request));
      }
      Iterator<DynamicMessage> answers =
          ClientCalls.blockingServerStreamingCall(channel, of(method), options, request);
      return succeeded(answers.next());
    } catch (StatusRuntimeException e) {
      return new Outcome(e.getStatus(), Optional.empty());
    }
  }

  private static Outcome succeeded(DynamicMessage answer) {
    return new Outcome(Status.OK, Optional.of(answer));
  }

  /** The credential of another Tocsin service that acts for a tenant. */
  public static Map<String, String> service(String name, String secret, String tenant) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    long expires = System.currentTimeMillis() / 1000 + 10L * 365 * 86_400;
    String claims =
        "{\"iss\":\"tocsin-service\",\"sub\":\"%s\",\"exp\":%d}".formatted(name, expires);
    String signed =
        encoder.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return Map.of(
          "x-tocsin-service",
          signed + "." + encoder.encodeToString(signature),
          "x-tocsin-tenant",
          tenant);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Metadata metadata(Map<String, String> headers) {
    var metadata = new Metadata();
    headers.forEach(
        (name, value) ->
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    return metadata;
  }

  private ManagedChannel channel(MethodDescriptor method) {
    int port = system.grpc(method.getService().getFullName()).port();
    return channels.computeIfAbsent(
        port, p -> ManagedChannelBuilder.forAddress("127.0.0.1", p).usePlaintext().build());
  }

  private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> of(
      MethodDescriptor method) {
    return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY)
        .setFullMethodName(
            io.grpc.MethodDescriptor.generateFullMethodName(
                method.getService().getFullName(), method.getName()))
        .setRequestMarshaller(
            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
        .setResponseMarshaller(
            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
        .build();
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
  }
}
