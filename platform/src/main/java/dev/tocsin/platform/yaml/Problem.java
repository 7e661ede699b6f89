package dev.tocsin.platform.yaml;

/**
 * A mistake in a file.
 *
 * @param words what is wrong and what to do
 */
public record Problem(Place place, String words) {
  /** As people read it: {@code tocsin.yaml line 7: …}. */
  @Override
  public String toString() {
    return place + ": " + words;
  }
}
