package dev.tocsin.alerting.source.grafana;

import com.fasterxml.jackson.core.JsonParser;
import dev.tocsin.alerting.source.Heard;
import dev.tocsin.alerting.source.InboundSource;
import dev.tocsin.alerting.source.Reading;
import dev.tocsin.alerting.source.alertmanager.AlertmanagerPayload;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Reads the webhook contact point of Grafana 8 and later
 * (https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/).
 */
@Singleton
class GrafanaSource implements InboundSource {

  private final AlertmanagerPayload payload = new AlertmanagerPayload(new GrafanaDialect());

  @Override
  public String name() {
    return "grafana";
  }

  @Override
  public Heard read(JsonParser json, Reading reading) throws IOException {
    return payload.read(json, reading);
  }
}
