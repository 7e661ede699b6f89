package dev.tocsin.notification.access;

import dev.tocsin.proto.notification.v1.Channel;
import dev.tocsin.proto.notification.v1.ChannelKind;
import dev.tocsin.proto.notification.v1.CreateChannelRequest;
import dev.tocsin.proto.notification.v1.DeleteChannelRequest;
import dev.tocsin.proto.notification.v1.EmailSettings;
import dev.tocsin.proto.notification.v1.GetChannelRequest;
import dev.tocsin.proto.notification.v1.ListChannelsRequest;
import dev.tocsin.proto.notification.v1.SmtpSecurity;
import dev.tocsin.proto.notification.v1.TestChannelRequest;
import dev.tocsin.proto.notification.v1.UpdateChannelRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The RPCs of ChannelService. */
final class ChannelRpcs {

  private ChannelRpcs() {}

  static Map<String, Rpc> all() {
    Map<String, Rpc> rpcs = new LinkedHashMap<>();
    rpcs.put(
        "CreateChannel",
        new Rpc(
            "admin",
            false,
            (c, t) ->
                c.channels()
                    .createChannel(CreateChannelRequest.newBuilder().setChannel(mail()).build())));
    rpcs.put(
        "GetChannel",
        new Rpc(
            "manager",
            true,
            (c, t) ->
                c.channels()
                    .getChannel(
                        GetChannelRequest.newBuilder().setId(t.channel().getId()).build())));
    rpcs.put(
        "ListChannels",
        new Rpc(
            "manager",
            false,
            (c, t) -> c.channels().listChannels(ListChannelsRequest.getDefaultInstance())));
    rpcs.put(
        "UpdateChannel",
        new Rpc(
            "admin",
            true,
            (c, t) ->
                c.channels()
                    .updateChannel(
                        UpdateChannelRequest.newBuilder()
                            .setChannel(t.channel())
                            .setUpdateMask(
                                com.google.protobuf.FieldMask.newBuilder().addPaths("name"))
                            .build())));
    rpcs.put(
        "TestChannel",
        new Rpc(
            "admin",
            true,
            (c, t) ->
                c.channels()
                    .testChannel(
                        TestChannelRequest.newBuilder().setId(t.channel().getId()).build())));
    rpcs.put(
        "DeleteChannel",
        new Rpc(
            "admin",
            true,
            (c, t) ->
                c.channels()
                    .deleteChannel(
                        DeleteChannelRequest.newBuilder().setId(t.channel().getId()).build())));
    return rpcs;
  }

  private static Channel mail() {
    return Channel.newBuilder()
        .setName("mail " + UUID.randomUUID())
        .setKind(ChannelKind.CHANNEL_KIND_EMAIL)
        .setEmail(
            EmailSettings.newBuilder()
                .setHost("localhost")
                .setPort(2525)
                .setSecurity(SmtpSecurity.SMTP_SECURITY_NONE)
                .setFromAddress("tocsin@acme.test"))
        .build();
  }
}
