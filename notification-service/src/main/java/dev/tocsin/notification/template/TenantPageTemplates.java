package dev.tocsin.notification.template;

import dev.tocsin.notification.channel.PageTemplates;
import dev.tocsin.notification.render.EventKind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The template of a page, chosen as for one that is sent. */
@Singleton
class TenantPageTemplates implements PageTemplates {

  private final Templates templates;

  TenantPageTemplates(Templates templates) {
    this.templates = templates;
  }

  @Override
  public Uni<Optional<Named>> ofPage(UUID tenant, String kind, String locale) {
    return templates
        .choose(tenant, "", List.of(kind), EventKind.PAGE, locale)
        .map(
            chosen ->
                Optional.ofNullable(chosen.get(kind))
                    .map(
                        one ->
                            new Named(
                                one.id(), one.name(), one.version(), one.locale(), one.parts())));
  }
}
