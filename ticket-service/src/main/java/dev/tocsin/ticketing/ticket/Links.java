package dev.tocsin.ticketing.ticket;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Conflict;
import dev.tocsin.platform.error.NotFound;
import dev.tocsin.platform.error.Precondition;
import dev.tocsin.platform.error.Unavailable;
import dev.tocsin.platform.id.Ids;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.proto.ticketing.v1.LinkTicketRequest;
import dev.tocsin.ticketing.provider.Capability;
import dev.tocsin.ticketing.provider.ProviderRegistry;
import dev.tocsin.ticketing.provider.TicketNews;
import dev.tocsin.ticketing.provider.TicketProvider;
import dev.tocsin.ticketing.provider.TicketStanding;
import dev.tocsin.ticketing.settings.Settings;
import dev.tocsin.ticketing.settings.TicketProviderStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Ties tickets that are there already to groups of alerts, and looks at them when asked. */
@Singleton
class Links {
  private final TicketStore tickets;
  private final TicketProviderStore providers;
  private final ProviderRegistry registry;
  private final Reports reports;
  private final Alerts alerts;
  private final TocsinClock clock;

  Links(
      TicketStore tickets,
      TicketProviderStore providers,
      ProviderRegistry registry,
      Reports reports,
      Alerts alerts,
      TocsinClock clock) {
    this.tickets = tickets;
    this.providers = providers;
    this.registry = registry;
    this.reports = reports;
    this.alerts = alerts;
    this.clock = clock;
  }

  Uni<StoredTicket> link(Caller caller, Settings settings, LinkTicketRequest request) {
    UUID tenant = caller.tenantId();
    UUID group = UUID.fromString(request.getAlertGroupId());
    String name = request.getExternalId().strip();
    return able(settings)
        .syncStatus(settings.settings(), name)
        .map(standing -> found(standing, name))
        .call(found -> mustBeFree(tenant, settings.id(), group, found))
        .chain(
            found ->
                alerts
                    .context(tenant, group)
                    .map(
                        context ->
                            Wishes.linked(
                                settings.id(), group, found, context.encode(), clock.now())))
        .chain(wish -> tickets.open(caller, wish))
        .invoke(stored -> mustBe(stored, name));
  }

  /** Reads where a ticket stands and takes it over as a callback would. */
  Uni<StoredTicket> look(UUID tenant, UUID id) {
    return tickets
        .get(tenant, id)
        .map(ticket -> ticket.orElseThrow(() -> new NotFound("ticket", id)))
        .invoke(Links::mustBeThere)
        .chain(
            ticket ->
                providers
                    .settings(tenant, ticket.providerId())
                    .chain(settings -> look(tenant, ticket, settings)))
        .chain(() -> tickets.get(tenant, id))
        .map(ticket -> ticket.orElseThrow(() -> new NotFound("ticket", id)));
  }

  private Uni<Void> look(UUID tenant, StoredTicket ticket, Optional<Settings> settings) {
    Settings known =
        settings.orElseThrow(() -> new NotFound("ticket provider", ticket.providerId()));
    return able(known)
        .syncStatus(known.settings(), ticket.there().name())
        .chain(standing -> take(tenant, ticket, known, standing));
  }

  private Uni<Void> take(
      UUID tenant, StoredTicket ticket, Settings settings, TicketStanding standing) {
    UUID look = Ids.next(clock.now());
    TicketNews.Author nobody = new TicketNews.Author("", "");
    if (standing instanceof TicketStanding.Absent) {
      Reaction gone =
          Reaction.to(new TicketNews.Change.Deleted(), nobody, ticket, Optional.empty(), "\0");
      return reports.react(tenant, ticket, gone, look);
    }
    var found = found(standing, ticket.there().externalId());
    Uni<Void> renamed =
        found.externalId().equals(ticket.there().externalId())
            ? Uni.createFrom().voidItem()
            : reports.react(
                tenant, ticket, new Reaction.Rename(found.externalId(), found.url()), look);
    List<TicketNews.Change> changes = Reports.asNews(ticket, found.status(), found.meaning());
    if (changes.isEmpty()) {
      return renamed.chain(
          () -> reports.react(tenant, ticket, new Reaction.Remember(found.status()), look));
    }
    Reaction reaction = Reaction.to(changes.getFirst(), nobody, ticket, Optional.empty(), "\0");
    return renamed.chain(() -> reports.react(tenant, ticket, reaction, look));
  }

  private TicketProvider able(Settings settings) {
    return registry
        .get(settings.type())
        .filter(provider -> provider.capabilities().contains(Capability.LOOK_UP))
        .orElseThrow(
            () ->
                new Precondition(
                    "provider '%s' cannot be asked for a ticket, so none can be linked or looked at"
                        .formatted(settings.name())));
  }

  private static TicketStanding.Found found(TicketStanding standing, String name) {
    return switch (standing) {
      case TicketStanding.Found found -> found;
      case TicketStanding.Absent absent -> throw new NotFound("ticket", name);
      case TicketStanding.Unknown unknown -> throw new Unavailable(unknown.reason(), null);
    };
  }

  private Uni<Void> mustBeFree(UUID tenant, UUID provider, UUID group, TicketStanding.Found found) {
    return tickets
        .named(tenant, provider, found.ref(), found.externalId())
        .invoke(
            others -> {
              for (StoredTicket other : others) {
                if (!other.groupId().equals(group)) {
                  throw new Conflict(
                      "%s belongs to alert group %s already; unlink it there first"
                          .formatted(found.externalId(), other.groupId()));
                }
              }
            })
        .replaceWithVoid();
  }

  private static void mustBe(StoredTicket stored, String name) {
    boolean same =
        stored.there().externalId().equalsIgnoreCase(name) || stored.there().ref().equals(name);
    if (!same) {
      throw new Conflict(
          "the group has ticket %s with this provider already; unlink that first"
              .formatted(
                  stored.there().externalId().isEmpty()
                      ? stored.id()
                      : stored.there().externalId()));
    }
  }

  private static void mustBeThere(StoredTicket ticket) {
    if (ticket.there().externalId().isEmpty() || ticket.there().gone()) {
      throw new Precondition(
          "ticket %s is not open at its provider, so there is nothing to look at"
              .formatted(ticket.id()));
    }
  }
}
