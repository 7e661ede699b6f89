/**
 * YAML files that people write: read with the line of every key and value, with {@code ${NAME}}
 * replaced from the environment, and with all mistakes together. Comes in: a file; goes out: {@link
 * dev.tocsin.platform.yaml.YamlFile}. {@code config} reads settings from it; a program that reads
 * declarations does the same.
 */
@NullMarked
package dev.tocsin.platform.yaml;

import org.jspecify.annotations.NullMarked;
