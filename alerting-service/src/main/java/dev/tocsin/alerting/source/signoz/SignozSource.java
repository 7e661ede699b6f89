package dev.tocsin.alerting.source.signoz;

import com.fasterxml.jackson.core.JsonParser;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.alertmanager.AlertmanagerPayload;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Reads the webhook channel of SigNoz
 * (https://signoz.io/docs/alerts-management/notification-channel/webhook/).
 */
@Singleton
class SignozSource implements InboundSource {

  private final AlertmanagerPayload payload = new AlertmanagerPayload(new SignozDialect());

  @Override
  public String name() {
    return "signoz";
  }

  @Override
  public Heard read(JsonParser json, Reading reading) throws IOException {
    return payload.read(json, reading);
  }
}
