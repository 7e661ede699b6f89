package dev.tocsin.platform.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose methods describe settings that are read by name rather than through a
 * mapping of their own. Nothing implements it: {@code docs/configuration.md} and the list of known
 * settings are made from it, as they are from every {@code @ConfigMapping}.
 */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
@interface DocumentedSettings {
  /** What the names begin with; <code>{service}</code> stands for each of the four services. */
  String prefix();

  /** Name of a setting that is not the method's. */
  @Retention(RetentionPolicy.SOURCE)
  @Target(ElementType.METHOD)
  @interface Sets {
    /** The property that is set, where it is another than the key. */
    String value();
  }

  /** A setting that is masked wherever settings are shown. */
  @Retention(RetentionPolicy.SOURCE)
  @Target(ElementType.METHOD)
  @interface Secret {}
}
