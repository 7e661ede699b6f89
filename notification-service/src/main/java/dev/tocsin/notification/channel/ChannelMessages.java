package dev.tocsin.notification.channel;

import dev.tocsin.notification.Codes;
import dev.tocsin.platform.limit.Rate;
import dev.tocsin.platform.time.TocsinClock;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.notification.v1.ChannelState;
import dev.tocsin.proto.notification.v1.ChannelStatus;
import dev.tocsin.proto.notification.v1.TestChannelResponse;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Channels in the words of the contract. */
@Singleton
class ChannelMessages {

  private final ConfiguredChannels channels;
  private final Channels adapters;
  private final UsualRates rates;
  private final TocsinClock clock;

  ChannelMessages(
      ConfiguredChannels channels, Channels adapters, UsualRates rates, TocsinClock clock) {
    this.channels = channels;
    this.adapters = adapters;
    this.rates = rates;
    this.clock = clock;
  }

  static ConfiguredChannels.Draft draft(dev.tocsin.proto.notification.v1.Channel channel) {
    return new ConfiguredChannels.Draft(
        channel.getName(),
        channel.getDisabled(),
        channel.getDefault(),
        channel.getDefaultAddress(),
        channel.getRate(),
        channel.getBurst(),
        channel);
  }

  dev.tocsin.proto.notification.v1.Channel message(ChannelRecord channel, ChannelHealth health) {
    dev.tocsin.proto.notification.v1.Channel.Builder message =
        dev.tocsin.proto.notification.v1.Channel.newBuilder()
            .setId(channel.id.toString())
            .setName(channel.name)
            .setKind(Codes.kind(channel.kind))
            .setDisabled(channel.disabled)
            .setDefault(channel.isDefault)
            .setDefaultAddress(channels.defaultAddress(channel))
            .setCallbackPath(adapters.get(channel.kind).callbackPath(channel.id))
            .setRate(channel.rate)
            .setBurst(channel.burst)
            .setStatus(status(channel, health))
            .setCreateTime(ProtoTime.of(channel.createdAt))
            .setUpdateTime(ProtoTime.of(channel.updatedAt));
    SettingsForm.write(message, channel.kind, channels.settings(channel));
    return message.build();
  }

  private ChannelStatus status(ChannelRecord channel, ChannelHealth health) {
    Rate rate = rates.of(channel.kind, channel.rate, channel.burst);
    ChannelStatus.Builder status =
        ChannelStatus.newBuilder()
            .setFailures(health.failures())
            .setLastError(health.lastError())
            .setRate(rate.perSecond())
            .setBurst(rate.burst());
    if (health.lastErrorAt() != null) {
      status.setLastErrorTime(ProtoTime.of(health.lastErrorAt()));
    }
    if (health.isPaused(clock.now())) {
      return status
          .setState(ChannelState.CHANNEL_STATE_PAUSED)
          .setOpenUntil(ProtoTime.of(Objects.requireNonNull(health.openUntil(), "a pause")))
          .setReason(health.reason())
          .build();
    }
    return health.failures() > 0
        ? status.setState(ChannelState.CHANNEL_STATE_FAILING).setReason(failing(health)).build()
        : status
            .setState(ChannelState.CHANNEL_STATE_WORKING)
            .setReason("Messages are handed over as they come")
            .build();
  }

  private static String failing(ChannelHealth health) {
    String last =
        health.failures() == 1 ? "The last attempt" : "The last " + health.failures() + " attempts";
    return last + " failed: " + health.lastError();
  }

  static TestChannelResponse message(TrialReport report) {
    TestChannelResponse.Builder answer =
        TestChannelResponse.newBuilder()
            .setSent(report.sent())
            .setError(report.error())
            .setSummary(report.summary())
            .setTemplate(report.templateWords())
            .setProviderAnswer(report.answer())
            .setAdvice(report.advice());
    if (report.broken().isEmpty()) {
      report
          .template()
          .ifPresent(
              used ->
                  answer.setTemplateId(used.id().toString()).setTemplateVersion(used.version()));
    }
    if (report.result() instanceof SendResult.Sent sent) {
      answer.setProviderMessageId(sent.message().id());
    }
    return answer.build();
  }
}
