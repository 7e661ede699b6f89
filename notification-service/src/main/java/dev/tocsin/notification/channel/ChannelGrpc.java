package dev.tocsin.notification.channel;

import com.google.protobuf.Empty;
import dev.tocsin.notification.Codes;
import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.change.ChangedFields;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
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

  ChannelGrpc(ConfiguredChannels channels, Channels adapters, ChannelTrial trial) {
    this.channels = channels;
    this.adapters = adapters;
    this.trial = trial;
  }

  @Override
  public Uni<dev.tocsin.proto.notification.v1.Channel> createChannel(CreateChannelRequest request) {
    return channels
        .create(
            Caller.current(),
            Codes.kind(request.getChannel().getKind()),
            draft(request.getChannel()))
        .map(this::message);
  }

  @Override
  public Uni<dev.tocsin.proto.notification.v1.Channel> getChannel(GetChannelRequest request) {
    return channels
        .get(Caller.current().tenantId(), UUID.fromString(request.getId()))
        .map(this::message);
  }

  @Override
  public Uni<ListChannelsResponse> listChannels(ListChannelsRequest request) {
    int size = PageToken.size(request.getPageSize(), 50);
    Optional<ChannelStore.Place> after =
        PageToken.read(LIST, request.getPageToken(), 2)
            .map(key -> new ChannelStore.Place(key.get(0), UUID.fromString(key.get(1))));
    return channels
        .list(Caller.current().tenantId(), after, size + 1)
        .map(found -> page(found, size));
  }

  @Override
  public Uni<dev.tocsin.proto.notification.v1.Channel> updateChannel(UpdateChannelRequest request) {
    Caller caller = Caller.current();
    UUID id = Codes.id("channel.id", request.getChannel().getId());
    List<String> mayChange =
        new ArrayList<>(List.of("name", "disabled", "default", "default_address"));
    adapters.all().stream().map(Channel::kind).forEach(mayChange::add);
    ChangedFields fields =
        ChangedFields.of(request.getUpdateMask(), mayChange.toArray(String[]::new));
    return channels.update(caller, id, draft(request.getChannel()), fields).map(this::message);
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
              return trial.send(channel.kind, address, channels.settings(channel));
            })
        .map(ChannelGrpc::answer);
  }

  private static TestChannelResponse answer(SendResult result) {
    TestChannelResponse.Builder answer = TestChannelResponse.newBuilder();
    return switch (result) {
      case SendResult.Sent sent -> answer.setSent(true).build();
      case SendResult.Refused refused -> answer.setError(refused.reason()).build();
      case SendResult.TryAgain later -> answer.setError(later.reason()).build();
      case SendResult.Unknown unknown ->
          answer
              .setError(unknown.reason() + ". It may have arrived: look there before you try again")
              .build();
    };
  }

  private static ConfiguredChannels.Draft draft(dev.tocsin.proto.notification.v1.Channel channel) {
    return new ConfiguredChannels.Draft(
        channel.getName(),
        channel.getDisabled(),
        channel.getDefault(),
        channel.getDefaultAddress(),
        channel);
  }

  private ListChannelsResponse page(List<ChannelRecord> found, int size) {
    ListChannelsResponse.Builder response = ListChannelsResponse.newBuilder();
    found.stream().limit(size).map(this::message).forEach(response::addChannels);
    if (found.size() > size) {
      ChannelRecord last = found.get(size - 1);
      response.setNextPageToken(PageToken.after(LIST, last.name, last.id.toString()));
    }
    return response.build();
  }

  private dev.tocsin.proto.notification.v1.Channel message(ChannelRecord channel) {
    dev.tocsin.proto.notification.v1.Channel.Builder message =
        dev.tocsin.proto.notification.v1.Channel.newBuilder()
            .setId(channel.id.toString())
            .setName(channel.name)
            .setKind(Codes.kind(channel.kind))
            .setDisabled(channel.disabled)
            .setDefault(channel.isDefault)
            .setDefaultAddress(channels.defaultAddress(channel))
            .setCallbackPath(adapters.get(channel.kind).callbackPath(channel.id))
            .setCreateTime(ProtoTime.of(channel.createdAt))
            .setUpdateTime(ProtoTime.of(channel.updatedAt));
    SettingsForm.write(message, channel.kind, channels.settings(channel));
    return message.build();
  }
}
