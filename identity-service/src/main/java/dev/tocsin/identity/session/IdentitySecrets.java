package dev.tocsin.identity.session;

import dev.tocsin.platform.secret.SealedColumn;
import dev.tocsin.platform.secret.SealedColumns;
import java.util.List;

/** What this service keeps sealed. */
public final class IdentitySecrets implements SealedColumns {

  @Override
  public String schema() {
    return "identity";
  }

  @Override
  public List<SealedColumn> columns() {
    return List.of(
        new SealedColumn("signing_key", "sealed_private", SigningKeys.PURPOSE),
        new SealedColumn("calendar_feed", "sealed_url", "calendar_feed.sealed_url"));
  }
}
