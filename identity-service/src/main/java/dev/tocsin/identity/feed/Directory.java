package dev.tocsin.identity.feed;

import dev.tocsin.identity.ical.IcalAddress;
import dev.tocsin.identity.ical.IcalEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a calendar means. Pure. In this order: attendees by their address; the title, in which each
 * part between commas, {@code &}, or a {@code /}, {@code +} or "and" among blanks, may be an
 * address, a name, or the part of an address before the {@code @}, also behind or before a colon, a
 * dash or in brackets; the organizer by the address. Case is all the same. A name that two users
 * have means neither. Of a title no more than the beginning is read.
 */
final class Directory {

  /** Somebody whom a calendar may mean. */
  record Entry(UUID id, String email, String name) {}

  /**
   * Whom an event means.
   *
   * @param users those found
   * @param unmapped names that are no user's, the first of them
   */
  record Meant(List<UUID> users, List<String> unmapped) {}

  private static final Pattern PEOPLE =
      Pattern.compile("\\s*(?:[,;&\\n]|\\s(?:[+/|]|(?i:and))\\s)\\s*");
  private static final Pattern CONTEXT = Pattern.compile("\\s*(?:[:()\\[\\]<>]|\\s[-–—]\\s)\\s*");

  /** Characters of a title. */
  private static final int LONGEST = 500;

  private static final int MOST_UNMAPPED = 20;

  private final Map<String, @Nullable UUID> byKey = new HashMap<>();

  Directory(Collection<Entry> people) {
    Map<String, @Nullable UUID> names = new HashMap<>();
    for (Entry person : people) {
      String email = key(person.email());
      byKey.put(email, person.id());
      add(names, key(person.name()), person.id());
      int at = email.indexOf('@');
      if (at > 0) {
        add(names, email.substring(0, at), person.id());
      }
    }
    names.forEach(byKey::putIfAbsent);
  }

  private static void add(Map<String, @Nullable UUID> names, String key, UUID id) {
    if (names.containsKey(key) && !id.equals(names.get(key))) {
      names.put(key, null);
    } else {
      names.put(key, id);
    }
  }

  private static String key(String text) {
    String bare = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return bare.startsWith("@") ? bare.substring(1) : bare;
  }

  Meant meant(IcalEvent event) {
    List<UUID> attendees = addresses(event.attendees());
    if (!attendees.isEmpty()) {
      return new Meant(attendees, List.of());
    }
    Meant named = named(cut(event.summary()));
    if (named.users().isEmpty()) {
      List<UUID> organizer = addresses(event.organizer());
      if (!organizer.isEmpty()) {
        return new Meant(organizer, List.of());
      }
    }
    return named;
  }

  private List<UUID> addresses(List<IcalAddress> people) {
    return people.stream()
        .map(person -> find(person.email()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static String cut(String title) {
    String bare = title.strip();
    return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST);
  }

  private Meant named(String title) {
    Optional<UUID> whole = find(title);
    if (whole.isPresent()) {
      return new Meant(List.of(whole.get()), List.of());
    }
    Set<UUID> users = new LinkedHashSet<>();
    List<String> unmapped = new ArrayList<>();
    for (String part : PEOPLE.split(title.strip(), -1)) {
      Optional<UUID> found = inContext(part);
      found.ifPresent(users::add);
      if (found.isEmpty() && !part.isBlank() && unmapped.size() < MOST_UNMAPPED) {
        unmapped.add(part.strip());
      }
    }
    if (users.isEmpty()) {
      return new Meant(
          List.of(), List.of(title.isBlank() ? "an event without a title" : title.strip()));
    }
    return new Meant(List.copyOf(users), unmapped);
  }

  private Optional<UUID> inContext(String part) {
    Optional<UUID> found = find(part);
    for (String piece : CONTEXT.split(part, -1)) {
      if (found.isPresent()) {
        break;
      }
      found = find(piece);
    }
    return found;
  }

  private Optional<UUID> find(String text) {
    return Optional.ofNullable(byKey.get(key(text)));
  }
}
