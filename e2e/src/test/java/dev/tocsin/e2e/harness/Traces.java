package dev.tocsin.e2e.harness;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces: takes OTLP over HTTP with protobuf bodies, and keeps the spans. */
public final class Traces implements AutoCloseable {

  /**
   * A span as it was told of.
   *
   * @param parent empty for the first of a trace
   */
  public record Told(String trace, String id, String parent, String name) {}

  private final List<Told> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private Traces(HttpServer server) {
    this.server = server;
  }

  /** Begins to listen. */
  public static Traces collect() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Traces traces = new Traces(server);
      server.createContext("/v1/traces", traces::take);
      server.start();
      return traces;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings that make a process tell its spans here, soon. */
  public String[] settings() {
    return new String[] {
      "otel.exporter.otlp.endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
      "quarkus.otel.exporter.otlp.protocol=http/protobuf",
      "quarkus.otel.bsp.schedule.delay=100ms"
    };
  }

  /** Everything that was told so far. */
  public List<Told> spans() {
    return List.copyOf(spans);
  }

  /** A span and what led to it, up to the first span of its trace that is known. */
  public List<Told> wayTo(Told span) {
    List<Told> way = new ArrayList<>();
    for (Optional<Told> one = Optional.of(span); one.isPresent(); one = parent(one.get())) {
      way.addFirst(one.get());
    }
    return way;
  }

  private Optional<Told> parent(Told child) {
    return spans.stream()
        .filter(s -> s.trace().equals(child.trace()) && s.id().equals(child.parent()))
        .findFirst();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      UnknownFieldSet request = UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
      for (UnknownFieldSet resource : messages(request, 1)) {
        for (UnknownFieldSet scope : messages(resource, 2)) {
          messages(scope, 2).forEach(span -> spans.add(told(span)));
        }
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** The numbers are those of {@code opentelemetry/proto/trace/v1/trace.proto}. */
  private static Told told(UnknownFieldSet span) {
    return new Told(
        hex(bytes(span, 1)),
        hex(bytes(span, 2)),
        hex(bytes(span, 4)),
        bytes(span, 5).toStringUtf8());
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet of, int field) {
    return of.getField(field).getLengthDelimitedList().stream()
        .map(
            bytes -> {
              try {
                return UnknownFieldSet.parseFrom(bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static ByteString bytes(UnknownFieldSet of, int field) {
    List<ByteString> all = of.getField(field).getLengthDelimitedList();
    return all.isEmpty() ? ByteString.EMPTY : all.getFirst();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
