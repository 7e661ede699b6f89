package dev.tocsin.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The public REST API as one caller sees it. Its requests bear ids that begin with {@value #MARK}:
 * the audit log tells by them what was provisioned.
 *
 * @param base address of a service by its name, without a trailing slash
 * @param key says who calls
 */
public record Api(HttpClient http, UnaryOperator<String> base, String key) {
  static final String MARK = "provision-";
  private static final int PAGE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Calls with an HTTP client of its own. */
  public static Api at(UnaryOperator<String> base, String key) {
    return new Api(
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build(), base, key);
  }

  /** All of a kind. */
  List<Message> list(Kind kind) {
    List<Message> all = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          get(
              kind.service(),
              "%s?pageSize=%d%s%s"
                  .formatted(
                      kind.path(),
                      PAGE,
                      kind == Kind.USER ? "&includeInactive=true" : "",
                      token.isEmpty() ? "" : "&pageToken=" + encoded(token)));
      page.path(kind.listField()).forEach(node -> all.add(read(node, kind.prototype())));
      token = page.path("nextPageToken").asText();
    } while (!token.isEmpty());
    return all;
  }

  JsonNode get(String service, String path) {
    return exchange("GET", service, path, "");
  }

  JsonNode post(String service, String path, String body) {
    return exchange("POST", service, path, body);
  }

  JsonNode patch(String service, String path, String body) {
    return exchange("PATCH", service, path, body);
  }

  static <T extends Message> T read(JsonNode node, T prototype) {
    Message.Builder builder = prototype.newBuilderForType();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(node.toString(), builder);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the server speaks another version: " + e.getMessage(), e);
    }
    @SuppressWarnings("unchecked")
    T message = (T) builder.build();
    return message;
  }

  static String json(Message message) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode exchange(String method, String service, String path, String body) {
    String url = base.apply(service) + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("X-Request-Id", MARK + UUID.randomUUID());
    request.header("X-API-Key", key);
    var content =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    try {
      HttpResponse<String> answer =
          http.send(request.method(method, content).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new Refused(answer.statusCode(), words(answer));
      }
      return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new Refused(0, "%s does not answer: %s".formatted(url, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What the problem document says, field by field. */
  private static String words(HttpResponse<String> answer) {
    try {
      JsonNode problem = JSON.readTree(answer.body());
      String fields =
          StreamSupport.stream(problem.path("errors").spliterator(), false)
              .map(e -> e.path("field").asText() + ": " + e.path("message").asText())
              .collect(Collectors.joining("; "));
      String detail = problem.path("detail").asText(problem.path("title").asText());
      return fields.isEmpty() ? detail : detail.isEmpty() ? fields : detail + " (" + fields + ")";
    } catch (IOException e) {
      return "the server answered %d: %s".formatted(answer.statusCode(), answer.body());
    }
  }
}
