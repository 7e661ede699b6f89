package dev.tocsin.platform.yaml;

/** A value in a YAML file. */
public sealed interface YamlValue permits YamlText, YamlList, YamlMap {
  /** Where it begins. */
  Place place();

  /** What it is, for a sentence: {@code a text}, {@code a list}, {@code a group of keys}. */
  String what();
}
