package dev.tocsin.alerting.payload;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Takes a payload in as if its integration had sent it now. */
public interface Replayer {

  /**
   * Takes it in.
   *
   * @return the JSON that the sender would have been answered with; fails as the request would have
   */
  Uni<String> replay(UUID tenant, UUID integration, byte[] body);
}
