package dev.tocsin.alerting.source.alertmanager;

import com.fasterxml.jackson.core.JsonParser;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.Reading;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Reads the webhook of Prometheus Alertmanager
 * (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config).
 */
@Singleton
class AlertmanagerSource implements InboundSource {

  private final AlertmanagerPayload payload = new AlertmanagerPayload(() -> "an Alertmanager");

  @Override
  public String name() {
    return "alertmanager";
  }

  @Override
  public Heard read(JsonParser json, Reading reading) throws IOException {
    return payload.read(json, reading);
  }
}
