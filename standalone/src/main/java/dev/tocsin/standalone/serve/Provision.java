package dev.tocsin.standalone.serve;

import dev.tocsin.provisioning.Api;
import dev.tocsin.provisioning.Provisioner;
import dev.tocsin.provisioning.ProvisioningException;
import dev.tocsin.provisioning.Report;
import dev.tocsin.provisioning.Tenants;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Brings a tenant to what the configuration file declares, once this process serves. The audit log
 * names the caller {@code service:provisioning}. A mistake that only the running server can see is
 * told and leaves it running: a pager that is up is worth more than one that is right.
 */
@Singleton
final class Provision {
  private static final Logger LOG = Logger.getLogger(Provision.class);

  private final String key;
  private final String operatorKey;

  Provision(
      @ConfigProperty(name = "tocsin.provision-key") String key,
      @ConfigProperty(name = "tocsin.operator-key") String operatorKey) {
    this.key = key;
    this.operatorKey = operatorKey;
  }

  /**
   * @param say told what was done, with the passwords that are shown once
   */
  void asDeclared(Installation asked, Consumer<String> say) {
    if (asked.declarations().isEmpty()) {
      return;
    }
    try {
      UUID tenant =
          new Tenants(Api.at(service -> asked.localUrl(), operatorKey))
              .find(asked.declarations().tenant(), asked.ownerEmail(), say);
      var api = Api.at(service -> asked.localUrl(), key + ":" + tenant);
      Report report = new Provisioner(api, false).apply(asked.declarations());
      report.lines().forEach(line -> LOG.infof("provisioned: %s", line));
      say.accept(
          report.isEmpty()
              ? "Everything is as the configuration file declares."
              : "The configuration file was followed: %d changes."
                  .formatted(report.lines().size()));
      tell(report.passwords(), say);
    } catch (ProvisioningException e) {
      tell(e.passwords(), say);
      LOG.errorf("the configuration file was not followed: %s", e.getMessage());
    } catch (RuntimeException e) {
      LOG.errorf("the configuration file was not followed: %s", e.getMessage());
    }
  }

  private static void tell(List<String> passwords, Consumer<String> say) {
    if (!passwords.isEmpty()) {
      say.accept("One-time passwords, shown once:\n" + String.join("\n", passwords));
    }
  }
}
