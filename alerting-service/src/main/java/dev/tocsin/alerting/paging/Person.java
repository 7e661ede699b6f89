package dev.tocsin.alerting.paging;

import java.util.List;
import java.util.UUID;

/**
 * Somebody as identity-service knows them now. Held while a page is made, never stored.
 *
 * @param active false once deactivated: never paged
 * @param contacts in order of creation: the first of a kind is used
 */
public record Person(UUID id, String name, boolean active, List<Contact> contacts) {

  /** Copies the contacts. */
  public Person {
    contacts = List.copyOf(contacts);
  }

  /**
   * One way to reach the person.
   *
   * @param enabled false when the person switched it off
   */
  public record Contact(Medium medium, String address, boolean enabled) {}
}
