package dev.tocsin.ticketing.settings;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.ticketing.v1.CreateTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.DeleteTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.GetTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.ListProviderTypesRequest;
import dev.tocsin.proto.ticketing.v1.ListProviderTypesResponse;
import dev.tocsin.proto.ticketing.v1.ListTicketProvidersRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketProvidersResponse;
import dev.tocsin.proto.ticketing.v1.MutinyTicketProviderServiceGrpc.TicketProviderServiceImplBase;
import dev.tocsin.proto.ticketing.v1.ProviderType;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.proto.ticketing.v1.UpdateTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.WebhookSettings;
import dev.tocsin.ticketing.provider.Capability;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.webhook.WebhookSignature;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The API of configured ticket systems. */
@GrpcService
@Singleton
public class TicketProviderGrpc extends TicketProviderServiceImplBase {
  private static final String LIST = "ticket-providers";
  private static final int USUAL_PAGE = 50;
  private static final String[] CHANGEABLE = {
    "name", "disabled", "webhook", "webhook.url", "webhook.secret", "webhook.headers"
  };

  private final TicketProviderStore store;
  private final ProviderRegistry registry;
  private final TocsinClock clock;
  private final SecureRandom random = new SecureRandom();

  TicketProviderGrpc(TicketProviderStore store, ProviderRegistry registry, TocsinClock clock) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public Uni<ListProviderTypesResponse> listProviderTypes(ListProviderTypesRequest request) {
    var answer = ListProviderTypesResponse.newBuilder();
    for (var provider : registry.list()) {
      answer.addProviderTypes(
          ProviderType.newBuilder()
              .setId(provider.id())
              .setName(provider.name())
              .addAllCapabilities(
                  provider.capabilities().stream()
                      .map(TicketProviderGrpc::word)
                      .sorted()
                      .toList()));
    }
    return Uni.createFrom().item(answer.build());
  }

  @Override
  public Uni<TicketProvider> createTicketProvider(CreateTicketProviderRequest request) {
    Caller caller = Caller.current();
    TicketProvider asked = request.getProvider();
    if (registry.get(asked.getType()).isEmpty()) {
      throw Invalid.field(
          "provider.type",
          "'%s' is not known; use one of %s"
              .formatted(asked.getType(), registry.list().stream().map(p -> p.id()).toList()));
    }
    String given = asked.getWebhook().getSecret();
    String secret = given.isEmpty() ? WebhookSignature.newSecret(random) : checkedSecret(given);
    Instant now = clock.now();
    var row = new TicketProviderRow();
    row.id = Ids.next(now);
    row.tenantId = caller.tenantId();
    row.name = asked.getName();
    row.type = asked.getType();
    row.disabled = asked.getDisabled();
    row.url = checkedUrl(asked.getWebhook().getUrl());
    row.sealedSecret = store.sealSecret(row.tenantId, secret);
    row.sealedHeaders = store.sealHeaders(row.tenantId, checkedHeaders(asked.getWebhook()));
    row.createdAt = now;
    row.updatedAt = now;
    return store
        .create(caller, row)
        .map(stored -> withNewSecret(message(stored), given.isEmpty() ? secret : ""));
  }

  @Override
  public Uni<TicketProvider> getTicketProvider(GetTicketProviderRequest request) {
    return store
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(this::message);
  }

  @Override
  public Uni<ListTicketProvidersResponse> listTicketProviders(ListTicketProvidersRequest request) {
    int size = PageToken.size(request.getPageSize(), USUAL_PAGE);
    String after = PageToken.read(LIST, request.getPageToken(), 1).map(List::getFirst).orElse("");
    return store
        .list(Caller.current().tenantId(), after, size + 1)
        .map(
            rows -> {
              var page = rows.subList(0, Math.min(size, rows.size()));
              var answer = ListTicketProvidersResponse.newBuilder();
              page.forEach(row -> answer.addProviders(message(row)));
              if (rows.size() > size) {
                answer.setNextPageToken(PageToken.after(LIST, page.getLast().name));
              }
              return answer.build();
            });
  }

  @Override
  public Uni<TicketProvider> updateTicketProvider(UpdateTicketProviderRequest request) {
    Caller caller = Caller.current();
    TicketProvider asked = request.getProvider();
    var fields = ChangedFields.of(request.getUpdateMask(), CHANGEABLE);
    return store.update(caller, id(asked), row -> apply(row, asked, fields)).map(this::message);
  }

  @Override
  public Uni<Empty> deleteTicketProvider(DeleteTicketProviderRequest request) {
    return store
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  private void apply(TicketProviderRow row, TicketProvider asked, ChangedFields fields) {
    WebhookSettings webhook = asked.getWebhook();
    boolean whole = fields.contains("webhook");
    if (fields.contains("name")) {
      row.name = asked.getName();
    }
    if (fields.contains("disabled")) {
      row.disabled = asked.getDisabled();
    }
    if (whole || fields.contains("webhook.url")) {
      row.url = checkedUrl(webhook.getUrl());
    }
    if ((whole || fields.contains("webhook.secret")) && !webhook.getSecret().isEmpty()) {
      row.sealedSecret = store.sealSecret(row.tenantId, checkedSecret(webhook.getSecret()));
    }
    if ((whole && webhook.getHeadersCount() > 0) || fields.contains("webhook.headers")) {
      row.sealedHeaders = store.sealHeaders(row.tenantId, checkedHeaders(webhook));
    }
    row.updatedAt = clock.now();
  }

  private TicketProvider message(TicketProviderRow row) {
    var webhook = WebhookSettings.newBuilder().setUrl(row.url).setSecretSet(true);
    store.headers(row).keySet().forEach(name -> webhook.putHeaders(name, ""));
    return TicketProvider.newBuilder()
        .setId(row.id.toString())
        .setName(row.name)
        .setType(row.type)
        .setDisabled(row.disabled)
        .setWebhook(webhook)
        .setCreateTime(ProtoTime.of(row.createdAt))
        .setUpdateTime(ProtoTime.of(row.updatedAt))
        .build();
  }

  private static TicketProvider withNewSecret(TicketProvider provider, String secret) {
    return provider.toBuilder()
        .setWebhook(provider.getWebhook().toBuilder().setSecret(secret))
        .build();
  }

  private static UUID id(TicketProvider provider) {
    try {
      return UUID.fromString(provider.getId());
    } catch (IllegalArgumentException e) {
      throw Invalid.field("provider.id", "must be the id of a ticket provider (a UUID)");
    }
  }

  private static String checkedUrl(String url) {
    URI uri = URI.create(url);
    if (uri.getHost() == null
        || uri.getScheme() == null
        || !uri.getScheme().matches("(?i)https?")) {
      throw Invalid.field(
          "provider.webhook.url", "must begin with https:// or http:// and name a host");
    }
    return url;
  }

  private static String checkedSecret(String secret) {
    if (!WebhookSignature.isSecret(secret)) {
      throw Invalid.field(
          "provider.webhook.secret",
          "must be whsec_ and the base64 of 24 to 64 bytes; leave it empty to have one made");
    }
    return secret;
  }

  private static Map<String, String> checkedHeaders(WebhookSettings webhook) {
    webhook
        .getHeadersMap()
        .forEach(
            (name, value) -> {
              if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
                  || value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
                throw Invalid.field(
                    "provider.webhook.headers",
                    "'%s' is not a header name, or its value holds a control character"
                        .formatted(name));
              }
              if (name.toLowerCase(Locale.ROOT)
                  .matches("webhook-.*|host|content-length|content-type|transfer-encoding")) {
                throw Invalid.field(
                    "provider.webhook.headers",
                    "'%s' is set by Tocsin itself; leave it out".formatted(name));
              }
            });
    return webhook.getHeadersMap();
  }

  private static String word(Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT);
  }
}
