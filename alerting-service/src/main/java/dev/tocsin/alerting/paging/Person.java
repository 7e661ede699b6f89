package dev.tocsin.alerting.paging;

import java.util.List;
import java.util.UUID;

/**
 * Somebody as identity-service knows them now. Held while a page is made, never stored.
 *
 * @param active false once deactivated: never paged
 * @param contacts in order of creation: the first of a kind is used
 * @param preferences how the person wants to be told
 */
public record Person(
    UUID id, String name, boolean active, List<Contact> contacts, Preferences preferences) {

  /** Copies the contacts. */
  public Person {
    contacts = List.copyOf(contacts);
  }

  /**
   * One way to reach the person.
   *
   * @param enabled false when the person switched it off
   * @param verified has a code shown that it reaches the person? Pages go there all the same
   */
  public record Contact(Medium medium, String address, boolean enabled, boolean verified) {}
}
