package dev.tocsin.notification.testing;

import dev.tocsin.platform.embedded.FreePort;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** The servers of every test, and where {@link Neighbours} will listen. */
public final class Servers implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(TestServers.settings());
    String address = "localhost:" + FreePort.find();
    settings.put("tocsin.services.identity.address", address);
    settings.put("tocsin.services.alerting.address", address);
    // A slow machine is no neighbour that fails.
    settings.put("tocsin.services.deadline", "PT60S");
    String own = Integer.toString(FreePort.find());
    settings.put("quarkus.http.test-port", own);
    settings.put("tocsin.public-url", "http://localhost:" + own);
    return settings;
  }

  @Override
  public void stop() {}
}
