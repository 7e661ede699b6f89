package dev.tocsin.notification.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is kept of templates. */
@ConfigMapping(prefix = "tocsin.template-store")
public interface TemplateConfig {

  /** Versions that are kept of one template; older ones are forgotten. */
  @WithDefault("200")
  int versions();
}
