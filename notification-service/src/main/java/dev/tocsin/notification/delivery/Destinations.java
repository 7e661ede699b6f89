package dev.tocsin.notification.delivery;

import dev.tocsin.notification.channel.AddressHash;
import dev.tocsin.notification.channel.Channel;
import dev.tocsin.notification.channel.Channels;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.receipt.BlockedAddresses;
import dev.tocsin.notification.receipt.BlockedAddresses.Why;
import dev.tocsin.platform.time.TocsinClock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the channel and the address for a destination, or says why there is none. */
@Singleton
class Destinations {

  /**
   * Where somebody wants a message to go.
   *
   * @param kind kind of channel; empty when the channel says it
   * @param channelId the configured channel; empty for the tenant's own choice
   * @param address empty for the channel's default
   * @param locale language of the message; empty for the default one
   */
  record Wanted(String kind, String channelId, String address, String userId, String locale) {}

  /** What came of it. */
  sealed interface Resolved {
    record Taken(Wishes.NewDelivery delivery, ConfiguredChannel channel) implements Resolved {}

    record Refused(String reason) implements Resolved {}
  }

  private final Channels adapters;
  private final BlockedAddresses blocked;
  private final TocsinClock clock;

  Destinations(Channels adapters, BlockedAddresses blocked, TocsinClock clock) {
    this.adapters = adapters;
    this.blocked = blocked;
    this.clock = clock;
  }

  /**
   * Whom providers have refused for good, among those that are wanted: they are not tried blindly.
   * The reasons are the providers'. Addresses that are named are asked about at once, those that
   * are a channel's own when the channels are known.
   */
  Uni<Map<String, Why>> blocked(
      SqlConnection tx, UUID tenant, List<Wanted> wanted, Uni<List<ConfiguredChannel>> channels) {
    Set<String> named = named(wanted);
    return Uni.combine()
        .all()
        .unis(blocked(tx, tenant, named), channels.map(all -> others(wanted, named, all)))
        .asTuple()
        .chain(
            both ->
                blocked(tx, tenant, both.getItem2())
                    .map(
                        more -> {
                          Map<String, Why> all = new HashMap<>(both.getItem1());
                          all.putAll(more);
                          return all;
                        }));
  }

  private Set<String> named(List<Wanted> wanted) {
    return wanted.stream()
        .filter(
            each ->
                each.kind().isEmpty()
                    || adapters.find(each.kind()).map(Channel::blocksAddresses).orElse(false))
        .map(Wanted::address)
        .filter(address -> !address.isEmpty())
        .collect(Collectors.toSet());
  }

  private Set<String> others(
      List<Wanted> wanted, Set<String> named, List<ConfiguredChannel> channels) {
    return wanted.stream()
        .map(each -> resolve(each, channels))
        .filter(each -> each instanceof Resolved.Taken)
        .map(each -> ((Resolved.Taken) each).delivery())
        .filter(delivery -> adapters.get(delivery.kind()).blocksAddresses())
        .map(Wishes.NewDelivery::address)
        .filter(address -> !named.contains(address))
        .collect(Collectors.toSet());
  }

  private Uni<Map<String, Why>> blocked(SqlConnection tx, UUID tenant, Set<String> addresses) {
    return addresses.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : blocked.all(
            tx,
            tenant,
            addresses.stream()
                .map(address -> AddressHash.of(tenant, address))
                .toArray(byte[][]::new),
            clock.now());
  }

  /**
   * What comes of it.
   *
   * @param channels the tenant's
   * @param reasons as {@link #blocked} gave them
   * @param proves whether the message is there to prove that the address works: what its provider
   *     said of it does not count then, what its owner said does
   */
  Resolved resolve(
      UUID tenant,
      Wanted wanted,
      List<ConfiguredChannel> channels,
      Map<String, Why> reasons,
      boolean proves) {
    Resolved found = resolve(wanted, channels);
    if (reasons.isEmpty() || !(found instanceof Resolved.Taken taken)) {
      return found;
    }
    Wishes.NewDelivery delivery = taken.delivery();
    byte[] hash = AddressHash.of(tenant, delivery.address());
    Why why = reasons.get(BlockedAddresses.key(delivery.channelId(), hash));
    return why == null || proves && !why.optedOut()
        ? found
        : new Resolved.Refused(delivery.maskedAddress() + " is not tried. " + why.reason());
  }

  private Resolved resolve(Wanted wanted, List<ConfiguredChannel> channels) {
    if (wanted.channelId().isEmpty() && wanted.kind().isEmpty()) {
      return new Resolved.Refused("Name a kind of channel or a channel");
    }
    ConfiguredChannel channel =
        wanted.channelId().isEmpty()
            ? ofKind(wanted.kind(), channels)
            : named(wanted.channelId(), channels);
    if (channel == null) {
      return new Resolved.Refused(
          wanted.channelId().isEmpty()
              ? "No %s channel is set up that could be used: create one, or mark one of several as default"
                  .formatted(wanted.kind())
              : "There is no channel " + wanted.channelId());
    }
    if (channel.disabled()) {
      return new Resolved.Refused("The channel '" + channel.name() + "' is switched off");
    }
    if (!wanted.kind().isEmpty() && !wanted.kind().equals(channel.kind())) {
      return new Resolved.Refused(
          "The channel '%s' is of kind %s, not %s"
              .formatted(channel.name(), channel.kind(), wanted.kind()));
    }
    return addressed(wanted, channel);
  }

  private Resolved addressed(Wanted wanted, ConfiguredChannel channel) {
    Channel adapter = adapters.get(channel.kind());
    String own = adapter.ownAddress(channel.settings());
    String named = wanted.address().isEmpty() ? channel.defaultAddress() : wanted.address();
    String address = own.isEmpty() ? named : own;
    if (address.isEmpty()) {
      return new Resolved.Refused(
          "The channel '" + channel.name() + "' has no default address: name one");
    }
    Optional<String> problem = adapter.addressProblem(address);
    return problem.isPresent()
        ? new Resolved.Refused(problem.get())
        : new Resolved.Taken(
            new Wishes.NewDelivery(
                channel.kind(),
                channel.id(),
                address,
                adapter.masked(address),
                wanted.userId(),
                wanted.locale(),
                null),
            channel);
  }

  private static @Nullable ConfiguredChannel named(String id, List<ConfiguredChannel> channels) {
    return channels.stream()
        .filter(c -> c.id().toString().equalsIgnoreCase(id))
        .findFirst()
        .orElse(null);
  }

  /** The default of the kind, else the only one that is switched on. */
  private static @Nullable ConfiguredChannel ofKind(String kind, List<ConfiguredChannel> channels) {
    List<ConfiguredChannel> usable =
        channels.stream().filter(c -> c.kind().equals(kind) && !c.disabled()).toList();
    return usable.stream()
        .filter(ConfiguredChannel::isDefault)
        .findFirst()
        .orElse(usable.size() == 1 ? usable.get(0) : null);
  }
}
