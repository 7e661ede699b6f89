package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.Place;
import dev.tocsin.platform.yaml.YamlMap;

/**
 * One thing that a file declares.
 *
 * @param index its place in its section, from 0
 */
record Item(Kind kind, String name, int index, Place place, YamlMap body) {
  /** For a sentence: {@code route Critical}. */
  String words() {
    return kind.noun() + " " + name;
  }
}
