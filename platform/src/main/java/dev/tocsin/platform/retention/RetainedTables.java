package dev.tocsin.platform.retention;

import java.util.List;

/**
 * The tables of one service whose rows are kept for a time. Found by {@link
 * java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/dev.tocsin.platform.retention.RetainedTables}.
 */
public interface RetainedTables {

  /** The service's schema. */
  String schema();

  /** Every table whose rows go by age, in the order in which they do. */
  List<? extends Expiring> tables();
}
