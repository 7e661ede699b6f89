package dev.tocsin.notification.channel;

import com.google.protobuf.Empty;
import dev.tocsin.notification.Codes;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.proto.notification.v1.CreateChannelRequest;
import dev.tocsin.proto.notification.v1.DeleteChannelRequest;
import dev.tocsin.proto.notification.v1.GetChannelRequest;
import dev.tocsin.proto.notification.v1.ListChannelsRequest;
import dev.tocsin.proto.notification.v1.ListChannelsResponse;
import dev.tocsin.proto.notification.v1.MutinyChannelServiceGrpc;
import dev.tocsin.proto.notification.v1.TestChannelRequest;
import dev.tocsin.proto.notification.v1.TestChannelResponse;
import dev.tocsin.proto.notification.v1.UpdateChannelRequest;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Channels as RPCs. */
@GrpcService
@Singleton
public class ChannelGrpc extends MutinyChannelServiceGrpc.ChannelServiceImplBase {

  private static final String LIST = "channels";

  private final ConfiguredChannels channels;
  private final Channels adapters;
  private final ChannelTrial trial;
  private final ChannelMessages messages;

  ChannelGrpc(
      ConfiguredChannels channels,
      Channels adapters,
      ChannelTrial trial,
      ChannelMessages messages) {
    this.channels = channels;
    this.adapters = adapters;
    this.trial = trial;
    this.messages = messages;
  }

  @Override
  public Uni<dev.tocsin.proto.notification.v1.Channel> createChannel(CreateChannelRequest request) {
    return channels
        .create(
            Caller.current(),
            Codes.kind(request.getChannel().getKind()),
            ChannelMessages.draft(request.getChannel()))
        .map(channel -> messages.message(channel, ChannelHealth.GOOD));
  }

  @Override
  public Uni<dev.tocsin.proto.notification.v1.Channel> getChannel(GetChannelRequest request) {
    UUID tenant = Caller.current().tenantId();
    return channels
        .get(tenant, UUID.fromString(request.getId()))
        .chain(channel -> shown(tenant, channel));
  }

  @Override
  public Uni<ListChannelsResponse> listChannels(ListChannelsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<ChannelStore.Place> after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(key -> new ChannelStore.Place(key.get(0), UUID.fromString(key.get(1))));
    UUID tenant = Caller.current().tenantId();
    return channels
        .list(tenant, after, size + 1)
        .chain(found -> channels.health(tenant, found).map(health -> page(found, size, health)));
  }

  @Override
  public Uni<dev.tocsin.proto.notification.v1.Channel> updateChannel(UpdateChannelRequest request) {
    Caller caller = Caller.current();
    UUID id = Codes.id("channel.id", request.getChannel().getId());
    List<String> mayChange =
        new ArrayList<>(List.of("name", "disabled", "default", "default_address", "rate", "burst"));
    adapters.all().stream().map(Channel::kind).forEach(mayChange::add);
    ChangedFields fields =
        ChangedFields.of(request.getUpdateMask(), mayChange.toArray(String[]::new));
    return channels
        .update(caller, id, ChannelMessages.draft(request.getChannel()), fields)
        .chain(channel -> shown(caller.tenantId(), channel));
  }

  @Override
  public Uni<Empty> deleteChannel(DeleteChannelRequest request) {
    return channels
        .delete(Caller.current(), UUID.fromString(request.getId()))
        .replaceWith(Empty.getDefaultInstance());
  }

  @Override
  public Uni<TestChannelResponse> testChannel(TestChannelRequest request) {
    return channels
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .chain(
            channel -> {
              String address =
                  request.getAddress().isEmpty()
                      ? channels.defaultAddress(channel)
                      : request.getAddress();
              return trial.send(channel, address, request.getLocale(), channels.settings(channel));
            })
        .map(ChannelMessages::message);
  }

  private Uni<dev.tocsin.proto.notification.v1.Channel> shown(UUID tenant, ChannelRecord channel) {
    return channels.health(tenant, List.of(channel)).map(health -> message(channel, health));
  }

  private ListChannelsResponse page(
      List<ChannelRecord> found, int size, Map<UUID, ChannelHealth> health) {
    var page = Page.cut(found, size, LIST, channel -> List.of(channel.name, channel.id));
    return ListChannelsResponse.newBuilder()
        .addAllChannels(page.rows(channel -> message(channel, health)))
        .setNextPageToken(page.nextToken())
        .build();
  }

  private dev.tocsin.proto.notification.v1.Channel message(
      ChannelRecord channel, Map<UUID, ChannelHealth> health) {
    return messages.message(channel, health.getOrDefault(channel.id, ChannelHealth.GOOD));
  }
}
