package dev.tocsin.notification.channel;

import dev.tocsin.platform.limit.Rate;
import jakarta.inject.Singleton;

/** How many messages a configured channel may be sent: its own number, else that of its kind. */
@Singleton
public class UsualRates {

  private final UsualRateConfig config;

  UsualRates(UsualRateConfig config) {
    this.config = config;
  }

  /** That of an opened channel. */
  public Rate of(ConfiguredChannel channel) {
    return of(channel.kind(), channel.rate(), channel.burst());
  }

  /**
   * That of a channel of this kind.
   *
   * @param rate its own messages a second; 0 for none
   * @param burst its own burst; 0 for none
   */
  Rate of(String kind, double rate, int burst) {
    Rate usual = usual(kind);
    double perSecond = rate > 0 ? rate : usual.perSecond();
    int atOnce = rate > 0 ? Math.max(1, (int) Math.ceil(rate)) : usual.burst();
    return new Rate(perSecond, burst > 0 ? burst : atOnce);
  }

  private Rate usual(String kind) {
    return switch (kind) {
      case "email" -> new Rate(config.emailRate(), config.emailBurst());
      case "sms" -> new Rate(config.smsRate(), config.smsBurst());
      case "slack_webhook" -> new Rate(config.slackWebhookRate(), config.slackWebhookBurst());
      case "discord" -> new Rate(config.discordRate(), config.discordBurst());
      default -> new Rate(config.rate(), config.burst());
    };
  }
}
