package dev.tocsin.notification.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many messages channels may be sent that say nothing of it themselves, over all replicas. */
@ConfigMapping(prefix = "tocsin.channel.usual")
public interface UsualRateConfig {

  /** Messages a second to a channel of a kind that is not named below. More than 0. */
  @WithDefault("500")
  double rate();

  /** Messages at once, after a pause, to a channel of a kind that is not named below. */
  @WithDefault("2000")
  int burst();

  /** Messages a second to a mail server: what those of every size take. More than 0. */
  @WithDefault("100")
  double emailRate();

  /** Messages at once to a mail server, after a pause. */
  @WithDefault("1000")
  int emailBurst();

  /**
   * Messages a second to a Twilio account: what its API takes. Twilio itself queues what a number
   * may not send yet. More than 0.
   */
  @WithDefault("100")
  double smsRate();

  /** Messages at once to a Twilio account, after a pause. */
  @WithDefault("1000")
  int smsBurst();

  /** Messages a second to an incoming webhook of Slack: Slack publishes one. More than 0. */
  @WithDefault("1")
  double slackWebhookRate();

  /** Messages at once to an incoming webhook of Slack, after a pause: it lets short bursts pass. */
  @WithDefault("30")
  int slackWebhookBurst();

  /** Messages a second to a webhook of Discord: five in two seconds. More than 0. */
  @WithDefault("2.5")
  double discordRate();

  /** Messages at once to a webhook of Discord, after a pause. */
  @WithDefault("5")
  int discordBurst();
}
