package dev.tocsin.notification.delivery;

import dev.tocsin.notification.Codes;
import dev.tocsin.notification.channel.AddressHash;
import dev.tocsin.notification.channel.ChannelStore;
import dev.tocsin.notification.channel.ConfiguredChannel;
import dev.tocsin.notification.delivery.Destinations.Resolved;
import dev.tocsin.notification.delivery.Destinations.Wanted;
import dev.tocsin.notification.receipt.BlockedAddresses;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.notification.v1.BlockedContact;
import dev.tocsin.proto.notification.v1.CheckContactsResponse;
import dev.tocsin.proto.notification.v1.CheckDestinationsResponse;
import dev.tocsin.proto.notification.v1.ContactAddress;
import dev.tocsin.proto.notification.v1.UntakenDestination;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells which contacts of people are not written to, and lets them be written to again. */
@Singleton
class Contacts {

  private final Database db;
  private final ChannelStore channels;
  private final BlockedAddresses blocked;
  private final Destinations destinations;

  Contacts(
      @ServiceDatabase("notification") Database db,
      ChannelStore channels,
      BlockedAddresses blocked,
      Destinations destinations) {
    this.destinations = destinations;
    this.db = db;
    this.channels = channels;
    this.blocked = blocked;
  }

  Uni<CheckContactsResponse> check(UUID tenant, List<ContactAddress> contacts) {
    byte[][] hashes =
        contacts.stream()
            .map(contact -> AddressHash.of(tenant, contact.getAddress()))
            .toArray(byte[][]::new);
    return db.inTenant(
        tenant,
        tx ->
            blocked
                .of(tx, tenant, hashes, db.clock().now())
                .chain(
                    blocks ->
                        blocks.isEmpty()
                            ? Uni.createFrom().item(CheckContactsResponse.getDefaultInstance())
                            : channels
                                .openAll(tx, tenant)
                                .map(all -> answer(contacts, hashes, blocks, all))));
  }

  /** Which of the destinations a page would be refused for: decided as a page is. */
  Uni<CheckDestinationsResponse> checkAll(UUID tenant, List<Wanted> wanted) {
    return db.inTenant(
        tenant,
        tx ->
            channels
                .openAll(tx, tenant)
                .chain(
                    all ->
                        destinations
                            .blocked(tx, tenant, wanted, Uni.createFrom().item(all))
                            .map(
                                reasons -> {
                                  var answer = CheckDestinationsResponse.newBuilder();
                                  for (int i = 0; i < wanted.size(); i++) {
                                    if (destinations.resolve(
                                            tenant, wanted.get(i), all, reasons, false)
                                        instanceof Resolved.Refused refused) {
                                      answer.addRefused(
                                          UntakenDestination.newBuilder()
                                              .setPosition(i)
                                              .setReason(refused.reason()));
                                    }
                                  }
                                  return answer.build();
                                })));
  }

  /** Lifts what blocks a contact that its owner has shown to work. */
  Uni<Void> unblock(UUID tenant, ContactAddress contact) {
    return db.inTenant(
        tenant,
        tx ->
            blocked.lift(
                tx,
                tenant,
                Codes.kind(contact.getKind()),
                AddressHash.of(tenant, contact.getAddress()),
                db.clock().now()));
  }

  private static CheckContactsResponse answer(
      List<ContactAddress> contacts,
      byte[][] hashes,
      List<BlockedAddresses.Block> blocks,
      List<ConfiguredChannel> channels) {
    Map<UUID, ConfiguredChannel> byId =
        channels.stream().collect(Collectors.toMap(ConfiguredChannel::id, Function.identity()));
    CheckContactsResponse.Builder answer = CheckContactsResponse.newBuilder();
    for (int i = 0; i < hashes.length; i++) {
      for (BlockedAddresses.Block block : blocks) {
        ConfiguredChannel channel = byId.get(block.channel());
        if (channel != null
            && channel.kind().equals(Codes.kind(contacts.get(i).getKind()))
            && Arrays.equals(hashes[i], block.addressHash())) {
          answer.addBlocked(message(i, block));
        }
      }
    }
    return answer.build();
  }

  private static BlockedContact message(int position, BlockedAddresses.Block block) {
    BlockedContact.Builder message =
        BlockedContact.newBuilder()
            .setPosition(position)
            .setChannelId(block.channel().toString())
            .setFault(block.fault())
            .setReason(block.reason())
            .setSinceTime(ProtoTime.of(block.since()));
    if (block.until() != null) {
      message.setUntilTime(ProtoTime.of(block.until()));
    }
    return message.build();
  }
}
