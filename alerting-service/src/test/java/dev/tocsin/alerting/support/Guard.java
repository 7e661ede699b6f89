package dev.tocsin.alerting.support;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.error.Violation;
import dev.tocsin.platform.validation.RequestRules;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Lets in only what the real service would: a genuine service credential, a tenant, a request that
 * keeps the rules.
 */
final class Guard implements ServerInterceptor {

  static final Context.Key<UUID> TENANT = Context.key("tenant");

  private static final Metadata.Key<String> SERVICE = key("x-tocsin-service");
  private static final Metadata.Key<String> TENANT_HEADER = key("x-tocsin-tenant");

  private static final Map<String, Boolean> GENUINE = new ConcurrentHashMap<>();
  private static final Map<Descriptor, RequestRules> RULES = new ConcurrentHashMap<>();

  private final AtomicBoolean down;

  Guard(AtomicBoolean down) {
    this.down = down;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (down.get()) {
      call.close(Status.UNAVAILABLE.withDescription("down for the test"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    if (!genuine(headers.get(SERVICE))) {
      call.close(
          Status.UNAUTHENTICATED.withDescription("no genuine service credential"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    String tenant = headers.get(TENANT_HEADER);
    Context context =
        tenant == null
            ? Context.current()
            : Context.current().withValue(TENANT, UUID.fromString(tenant));
    return new Checked<>(call, Contexts.interceptCall(context, call, headers, next));
  }

  private static boolean genuine(String token) {
    if (token == null) {
      return false;
    }
    return GENUINE.computeIfAbsent(token, Guard::signed);
  }

  private static boolean signed(String token) {
    String secret = ConfigProvider.getConfig().getValue("tocsin.service-secret", String.class);
    JsonWebSignature signature = new JsonWebSignature();
    try {
      signature.setCompactSerialization(token);
      signature.setKey(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return signature.verifySignature();
    } catch (JoseException e) {
      return false;
    }
  }

  private static final class Checked<Q, R>
      extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, R> call;
    private boolean refused;

    Checked(ServerCall<Q, R> call, ServerCall.Listener<Q> next) {
      super(next);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      Message request = (Message) message;
      List<Violation> mistakes =
          RULES.computeIfAbsent(request.getDescriptorForType(), RequestRules::of).check(request);
      if (mistakes.isEmpty()) {
        super.onMessage(message);
      } else {
        refused = true;
        call.close(
            Status.INVALID_ARGUMENT.withDescription(mistakes.getFirst().toString()),
            new Metadata());
      }
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
