package dev.tocsin.alerting.support;

import dev.tocsin.platform.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Points the service under test at the ports where {@link Neighbours} listens. */
public final class NeighbourAddresses implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>();
    for (String service : new String[] {"identity", "notification", "ticketing"}) {
      settings.put("tocsin.services." + service + ".address", "127.0.0.1:" + port(service));
    }
    settings.put("tocsin.escalation.first-backoff", "PT0.05S");
    settings.put("tocsin.escalation.max-backoff", "PT0.2S");
    settings.put("tocsin.outbox.first-backoff", "PT0.05S");
    settings.put("tocsin.outbox.max-backoff", "PT0.2S");
    return settings;
  }

  @Override
  public void stop() {
    // Only ports were chosen.
  }

  /** The same port for every test class of the JVM, whatever its class loader. */
  private static synchronized int port(String service) {
    String key = "tocsin.test.neighbour." + service;
    String known = System.getProperty(key);
    if (known != null) {
      return Integer.parseInt(known);
    }
    int port = FreePort.find();
    System.setProperty(key, Integer.toString(port));
    return port;
  }
}
