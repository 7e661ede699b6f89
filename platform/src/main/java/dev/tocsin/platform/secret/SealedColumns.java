package dev.tocsin.platform.secret;

import java.util.List;

/**
 * The sealed columns of one service, so that its secrets can be sealed anew. Found by {@link
 * java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/dev.tocsin.platform.secret.SealedColumns}.
 */
public interface SealedColumns {

  /** The service's schema. */
  String schema();

  /** Every column that holds what {@link KeyRing#seal} made. */
  List<SealedColumn> columns();
}
