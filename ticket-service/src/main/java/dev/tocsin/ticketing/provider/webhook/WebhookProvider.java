package dev.tocsin.ticketing.provider.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.platform.outbound.OutboundHttp;
import dev.tocsin.platform.outbound.OutboundRequest;
import dev.tocsin.ticketing.provider.Capability;
import dev.tocsin.ticketing.provider.ProviderAnswer;
import dev.tocsin.ticketing.provider.ProviderSettings;
import dev.tocsin.ticketing.provider.TicketCall;
import dev.tocsin.ticketing.provider.TicketProvider;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Set;

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
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Uni<ProviderAnswer> createTicket(TicketCall call) {
    return send(call);
  }

  @Override
  public Uni<ProviderAnswer> updateTicket(TicketCall call) {
    return send(call);
  }

  private Uni<ProviderAnswer> send(TicketCall call) {
    var settings = (ProviderSettings.Webhook) call.settings();
    String body = body(call);
    var headers = new HashMap<>(settings.headers());
    headers.put("content-type", "application/json");
    headers.put("webhook-id", call.callId());
    headers.put("webhook-timestamp", Long.toString(call.now().getEpochSecond()));
    headers.put(
        "webhook-signature",
        WebhookSignature.sign(settings.secret(), call.callId(), call.now(), body));
    var request =
        OutboundRequest.post(
            URI.create(settings.url()), headers, body.getBytes(StandardCharsets.UTF_8));
    return http.send(request).map(response -> WebhookAnswer.read(response, call));
  }

  /**
   * {@code {"type": "ticket.create", "timestamp": …, "data": {…}}}, the form that Standard Webhooks
   * recommends.
   */
  static String body(TicketCall call) {
    try {
      ObjectNode data = JSON.createObjectNode();
      data.put("external_key", call.ticketId().toString());
      data.put("id", call.externalId());
      data.put("alert_group_id", call.groupId().toString());
      data.put("title", call.title());
      data.put("state", call.operation() == TicketCall.Operation.CLOSE ? "closed" : "open");
      JsonNode context = JSON.readTree(call.contextJson());
      data.set("context", context);
      ObjectNode root = JSON.createObjectNode();
      root.put("type", "ticket." + call.operation().word());
      root.put("timestamp", call.askedAt().toString());
      root.set("data", data);
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the ticket's context is not JSON", e);
    }
  }
}
