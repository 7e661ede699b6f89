package dev.tocsin.platform.retention;

/** Something that a service keeps for a time. */
public sealed interface Expiring permits ExpiringRows, ExpiringWalk {

  /** What goes is counted as rows of this table. */
  String table();

  /** The property that says how long it is kept. */
  String setting();

  /** What a tenant may keep for a shorter time. */
  Keeping keeping();
}
