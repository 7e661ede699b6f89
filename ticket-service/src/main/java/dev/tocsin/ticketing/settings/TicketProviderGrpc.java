package dev.tocsin.ticketing.settings;

import com.google.protobuf.Empty;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.ticketing.v1.CreateTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.DeleteTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.GetTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.ListProviderTypesRequest;
import dev.tocsin.proto.ticketing.v1.ListProviderTypesResponse;
import dev.tocsin.proto.ticketing.v1.ListTicketProvidersRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketProvidersResponse;
import dev.tocsin.proto.ticketing.v1.MutinyTicketProviderServiceGrpc.TicketProviderServiceImplBase;
import dev.tocsin.proto.ticketing.v1.ProviderType;
import dev.tocsin.proto.ticketing.v1.TestFieldMappingRequest;
import dev.tocsin.proto.ticketing.v1.TestFieldMappingResponse;
import dev.tocsin.proto.ticketing.v1.TestTicketProviderRequest;
import dev.tocsin.proto.ticketing.v1.TestTicketProviderResponse;
import dev.tocsin.proto.ticketing.v1.TicketProvider;
import dev.tocsin.proto.ticketing.v1.UpdateTicketProviderRequest;
import dev.tocsin.ticketing.mapping.Mapping;
import dev.tocsin.ticketing.mapping.Mappings;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.ProviderSettings;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The API of configured ticket systems. */
@GrpcService
@Singleton
public class TicketProviderGrpc extends TicketProviderServiceImplBase {
  private static final String LIST = "ticket-providers";
  private static final int USUAL_PAGE = 50;

  private final TicketProviderStore store;
  private final ProviderRegistry registry;
  private final Mappings mappings;
  private final Trials trials;
  private final TocsinClock clock;
  private final SecureRandom random = new SecureRandom();

  TicketProviderGrpc(
      TicketProviderStore store,
      ProviderRegistry registry,
      Mappings mappings,
      Trials trials,
      TocsinClock clock) {
    this.store = store;
    this.registry = registry;
    this.mappings = mappings;
    this.trials = trials;
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
              .addAllCapabilities(ProviderMessages.words(provider.capabilities())));
    }
    return Uni.createFrom().item(answer.build());
  }

  @Override
  public Uni<TicketProvider> createTicketProvider(CreateTicketProviderRequest request) {
    Caller caller = Caller.current();
    TicketProvider asked = request.getProvider();
    var type = type(asked.getType());
    ProviderSettings entered =
        SettingsForm.read(asked, type.id(), ProviderMessages.NOTHING, type.secretMaps());
    ProviderSettings settings = type.entered(entered, random);
    Instant now = clock.now();
    var row = new TicketProviderRow();
    row.id = Ids.next(now);
    row.tenantId = caller.tenantId();
    row.name = asked.getName();
    row.type = type.id();
    row.disabled = asked.getDisabled();
    List<Mapping> wanted = ProviderMessages.mappings(asked.getFieldMappingsList());
    store.keep(row, settings, wanted);
    row.createdAt = now;
    row.updatedAt = now;
    return mappings
        .check("provider.field_mappings", wanted)
        .chain(() -> store.create(caller, row))
        .map(stored -> SettingsForm.withMade(message(stored), type.id(), entered, settings));
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
            found -> {
              var page = Page.cut(found, size, LIST, row -> List.of(row.name));
              return ListTicketProvidersResponse.newBuilder()
                  .addAllProviders(page.rows(this::message))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<TicketProvider> updateTicketProvider(UpdateTicketProviderRequest request) {
    Caller caller = Caller.current();
    TicketProvider asked = request.getProvider();
    UUID id = id(asked);
    return mappings
        .check("provider.field_mappings", ProviderMessages.mappings(asked.getFieldMappingsList()))
        .chain(() -> store.update(caller, id, row -> apply(row, request)))
        .map(this::message);
  }

  @Override
  public Uni<Empty> deleteTicketProvider(DeleteTicketProviderRequest request) {
    return store
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<TestTicketProviderResponse> testTicketProvider(TestTicketProviderRequest request) {
    UUID tenant = Caller.current().tenantId();
    return store
        .get(tenant, UUID.fromString(request.getId()))
        .chain(row -> trials.provider(store.opened(row)));
  }

  @Override
  public Uni<TestFieldMappingResponse> testFieldMapping(TestFieldMappingRequest request) {
    UUID tenant = Caller.current().tenantId();
    return store
        .get(tenant, UUID.fromString(request.getId()))
        .chain(row -> trials.mappings(store.opened(row), request));
  }

  /** Says whether anything is different. */
  private boolean apply(TicketProviderRow row, UpdateTicketProviderRequest request) {
    TicketProvider asked = request.getProvider();
    var type = type(row.type);
    var fields = ChangedFields.of(request.getUpdateMask(), ProviderMessages.changeable(row.type));
    Settings known = store.opened(row);
    if (fields.contains("name")) {
      row.name = asked.getName();
    }
    if (fields.contains("disabled")) {
      row.disabled = asked.getDisabled();
    }
    List<Mapping> mapped =
        fields.contains("field_mappings")
            ? ProviderMessages.mappings(asked.getFieldMappingsList())
            : known.mappings();
    TicketProvider merged =
        ProviderMessages.merged(message(row), asked, row.type, fields, type.secretMaps());
    SettingsForm.requireSecretsForNewPlaces(
        merged, row.type, known.settings(), type.secretsSentTo());
    ProviderSettings settings =
        type.entered(
            SettingsForm.read(merged, row.type, known.settings(), type.secretMaps()), random);
    if (row.name.equals(known.name())
        && row.disabled == known.disabled()
        && mapped.equals(known.mappings())
        && settings.equals(known.settings())) {
      return false;
    }
    store.keep(row, settings, mapped);
    row.updatedAt = clock.now();
    return true;
  }

  private TicketProvider message(TicketProviderRow row) {
    return ProviderMessages.message(row, store.opened(row), type(row.type));
  }

  private dev.tocsin.ticketing.provider.TicketProvider type(String id) {
    return registry
        .get(id)
        .orElseThrow(
            () ->
                Invalid.field(
                    "provider.type",
                    "'%s' is not known; use one of %s"
                        .formatted(id, registry.list().stream().map(p -> p.id()).toList())));
  }

  private static UUID id(TicketProvider provider) {
    try {
      return UUID.fromString(provider.getId());
    } catch (IllegalArgumentException e) {
      throw Invalid.field("provider.id", "must be the id of a ticket provider (a UUID)");
    }
  }
}
