package dev.tocsin.ticketing.provider.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.platform.outbound.OutboundResponse;
import dev.tocsin.platform.webhook.StandardWebhooks;
import dev.tocsin.ticketing.provider.Capability;
import dev.tocsin.ticketing.provider.Finding;
import dev.tocsin.ticketing.provider.PreparedRequest;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import dev.tocsin.ticketing.provider.ProviderSettings;
import dev.tocsin.ticketing.provider.TicketCall;
import dev.tocsin.ticketing.provider.TicketProvider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Opens, updates and closes tickets by one signed POST each, as Standard Webhooks 1.0 describes.
 * The {@code webhook-id} is the call's id, so a receiver that honours it does a repeated call once.
 * The receiver may answer with {@code {"id", "url"}}; without an id the ticket is known by ours.
 */
@Singleton
final class WebhookProvider implements TicketProvider {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutboundHttp http;

  WebhookProvider(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public String id() {
    return "webhook";
  }

  @Override
  public String name() {
    return "Signed webhook";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.CREATE, Capability.UPDATE, Capability.CLOSE, Capability.COMMENT);
  }

  @Override
  public Set<String> secretMaps() {
    return Set.of("headers");
  }

  @Override
  public Map<String, String> secretsSentTo() {
    return Map.of("url", "headers");
  }

  @Override
  public ProviderSettings entered(ProviderSettings settings, SecureRandom random) {
    return WebhookForm.checked(settings, random);
  }

  @Override
  public Uni<ProviderAnswer> createTicket(TicketCall call) {
    return send(call);
  }

  @Override
  public Uni<ProviderAnswer> updateTicket(TicketCall call) {
    return send(call);
  }

  @Override
  public Uni<ProviderAnswer> comment(TicketCall call) {
    return send(call);
  }

  /** A receiver of webhooks can be asked nothing: what can be said without a call is said. */
  @Override
  public Uni<List<Finding>> check(ProviderSettings settings, Set<String> mappedFields) {
    var request = OutboundRequest.get(URI.create(settings.text("url")), Map.of());
    return http.send(request).map(WebhookProvider::finding).map(List::of);
  }

  private static Finding finding(OutboundResponse response) {
    return switch (response) {
      case OutboundResponse.Answered yes ->
          new Finding(
              "address",
              yes.status() < 500,
              "the receiver answers (%d to a GET); whether it takes the signature shows with the first ticket"
                  .formatted(yes.status()));
      case OutboundResponse.NotSent no -> new Finding("address", false, no.reason());
      case OutboundResponse.Unanswered no -> new Finding("address", false, no.reason());
    };
  }

  @Override
  public PreparedRequest preview(TicketCall call) {
    return new PreparedRequest("POST", call.settings().text("url"), document(call));
  }

  private Uni<ProviderAnswer> send(TicketCall call) {
    ProviderSettings settings = call.settings();
    String body = body(call);
    var headers = new HashMap<>(settings.secretMap("headers"));
    headers.put("content-type", "application/json");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.putAll(
        StandardWebhooks.headers(
            List.of(settings.text("secret")), call.callId(), call.now(), bytes));
    var request = OutboundRequest.post(URI.create(settings.text("url")), headers, bytes);
    return http.send(request).map(response -> WebhookAnswer.read(response, call));
  }

  /**
   * {@code {"type": "ticket.create", "timestamp": …, "data": {…}}}, the form that Standard Webhooks
   * recommends.
   */
  static String body(TicketCall call) {
    return document(call).toString();
  }

  private static ObjectNode document(TicketCall call) {
    try {
      ObjectNode data = JSON.createObjectNode();
      data.put("external_key", call.ticketId().toString());
      data.put("id", call.externalId());
      data.put("alert_group_id", call.groupId().toString());
      data.put("title", call.title());
      data.put("state", call.operation() == TicketCall.Operation.CLOSE ? "closed" : "open");
      if (call.operation() == TicketCall.Operation.COMMENT) {
        data.remove("state");
        data.put("comment", call.text());
      }
      if (!call.fields().isEmpty()) {
        ObjectNode fields = data.putObject("fields");
        new TreeMap<>(call.fields()).forEach(fields::set);
      }
      JsonNode context = JSON.readTree(call.contextJson());
      data.set("context", context);
      ObjectNode root = JSON.createObjectNode();
      root.put("type", "ticket." + call.operation().word());
      root.put("timestamp", call.askedAt().toString());
      root.set("data", data);
      return root;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the ticket's context is not JSON", e);
    }
  }
}
