package dev.tocsin.platform.yaml;

/**
 * Where something stands.
 *
 * @param file name of the file, as the person who gave it wrote it
 * @param line line in it, from 1
 */
public record Place(String file, int line) {
  /** A mistake here. */
  public Problem problem(String words) {
    return new Problem(this, words);
  }

  @Override
  public String toString() {
    return file + " line " + line;
  }
}
