package dev.tocsin.platform.rest;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.tocsin.platform.grpc.CallInterceptor;
import dev.tocsin.platform.grpc.Rpc;
import dev.tocsin.platform.grpc.ServiceCatalog;
import dev.tocsin.platform.http.ApiMetrics;
import dev.tocsin.platform.http.HttpError;
import dev.tocsin.platform.http.Problems;
import dev.tocsin.platform.http.RequestId;
import dev.tocsin.platform.rest.BindingTable.Match;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Answers HTTP requests at the paths of the contract. */
@Singleton
public class RestRoutes {
  private static final int AFTER_PLAIN_ROUTES = 5_000;
  private static final int LAST = 50_000;
  private static final String ALLOWED = "tocsin.allowed";
  private static final List<String> CREDENTIALS = List.of("x-api-key", "authorization");

  private final ServiceCatalog catalog;
  private final CallInterceptor interceptor;
  private final RestConfig config;
  private final RequestReader reader;
  private @Nullable BindingTable table;

  RestRoutes(ServiceCatalog catalog, CallInterceptor interceptor, RestConfig config) {
    this.catalog = catalog;
    this.interceptor = interceptor;
    this.config = config;
    this.reader = new RequestReader(config.maxDepth());
  }

  void routes(@Observes Router router) {
    List<Binding> bindings = new ArrayList<>();
    for (Rpc rpc : catalog.rpcs()) {
      rpc.bindings().forEach(rule -> bindings.add(Binding.of(rpc, rule)));
    }
    table = new BindingTable(bindings);
    router.route("/api/*").order(AFTER_PLAIN_ROUTES).handler(this::handle);
    router.route("/api/*").order(LAST).handler(RestRoutes::nothingHere);
  }

  private void handle(RoutingContext http) {
    String method = http.request().method().name();
    Match match = table == null ? null : table.find(method, http.request().path());
    if (match == null) {
      http.next();
      return;
    }
    Binding binding = match.binding();
    if (binding == null) {
      http.put(ALLOWED, match.methods());
      http.next();
      return;
    }
    ApiMetrics.route(http, binding.path().text());
    VertxContextSafetyToggle.setCurrentContextSafe(true);
    serve(http, binding, match.values());
  }

  private void serve(RoutingContext http, Binding binding, List<String> values) {
    if (!binding.takesBody()) {
      call(http, binding, values, new byte[0]);
      return;
    }
    HttpError refused = contentType(http.request());
    if (refused != null) {
      Problems.write(http, refused);
      return;
    }
    BodyReader.read(http.request(), config.maxBody())
        .onSuccess(body -> call(http, binding, values, body.getBytes()))
        .onFailure(e -> Problems.write(http, e));
  }

  private static @Nullable HttpError contentType(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    if (type == null || type.isBlank()) {
      return null;
    }
    String lower = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    String media = lower.split(";", 2)[0];
    boolean json = media.equals("application/json") || media.endsWith("+json");
    boolean utf8 = !lower.contains("charset=") || lower.contains("charset=utf-8");
    return json && utf8 ? null : HttpError.wrongContentType(type, "application/json in UTF-8");
  }

  private void call(RoutingContext http, Binding binding, List<String> values, byte[] body) {
    String requestId = RequestId.of(http.request());
    Rpc rpc = binding.rpc();
    MethodDescriptor<Message, Message> method = rpc.definition().getMethodDescriptor();
    List<Map.Entry<String, String>> query = query(http, rpc);
    Callable<Message> read = () -> reader.read(binding, builder(method), values, query, body);
    boolean slow = body.length > config.offloadAbove();
    RestCall call;
    if (rpc.proto().isServerStreaming()) {
      EventStream stream = new EventStream(http, config, requestId);
      call = new RestCall(http, method, requestId, read, slow, config.trustedHops(), stream);
      stream.serves(call);
    } else {
      JsonAnswer answer =
          new JsonAnswer(http, requestId, config.offloadAbove(), rpc.successStatus());
      call = new RestCall(http, method, requestId, read, slow, config.trustedHops(), answer);
    }
    call.start(
        interceptor.interceptCall(
            call, metadata(http.request(), requestId), rpc.definition().getServerCallHandler()));
  }

  private static Message.Builder builder(MethodDescriptor<Message, Message> method) {
    if (method.getRequestMarshaller() instanceof MethodDescriptor.PrototypeMarshaller<Message> m
        && m.getMessagePrototype() instanceof Message prototype) {
      return prototype.newBuilderForType();
    }
    throw new IllegalStateException(method.getFullMethodName() + " has no protobuf request");
  }

  /** The parameters; a stream that is taken up again says so in a header. */
  private static List<Map.Entry<String, String>> query(RoutingContext http, Rpc rpc) {
    List<Map.Entry<String, String>> query = new ArrayList<>(http.queryParams().entries());
    String last = http.request().getHeader("Last-Event-ID");
    FieldDescriptor after = rpc.proto().getInputType().findFieldByName("after_id");
    if (last != null && rpc.proto().isServerStreaming() && after != null) {
      query.removeIf(p -> Names.field(rpc.proto().getInputType(), p.getKey()) == after);
      query.add(Map.entry("after_id", last));
    }
    return query;
  }

  private static Metadata metadata(HttpServerRequest request, String requestId) {
    Metadata metadata = new Metadata();
    put(metadata, RequestId.HEADER, requestId);
    for (String name : CREDENTIALS) {
      String value = request.getHeader(name);
      if (value != null) {
        put(metadata, name, value);
      }
    }
    return metadata;
  }

  private static void put(Metadata metadata, String name, String value) {
    metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
  }

  private static void nothingHere(RoutingContext http) {
    List<String> allowed = http.get(ALLOWED);
    HttpServerRequest request = http.request();
    if (allowed == null) {
      Problems.write(http, HttpError.noSuchPath(request.path()));
      return;
    }
    List<String> methods = new ArrayList<>(allowed);
    if (allowed.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    String list = String.join(", ", methods);
    http.response().putHeader("Allow", list);
    if (request.method().name().equals("OPTIONS")) {
      http.response().setStatusCode(204).end();
    } else {
      Problems.write(http, HttpError.wrongMethod(request.method().name(), request.path(), list));
    }
  }
}
