package dev.tocsin.provisioning;

import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.platform.yaml.YamlList;
import dev.tocsin.platform.yaml.YamlMap;
import dev.tocsin.platform.yaml.YamlText;
import dev.tocsin.platform.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file declares.
 *
 * @param tenant the tenant that it is about
 * @param items what the tenant shall have, in the order in which it is made
 * @param problems mistakes that can be seen without asking a server
 */
public record Declarations(TenantName tenant, List<Item> items, List<Problem> problems) {

  /**
   * A tenant by its sign-in name.
   *
   * @param slug empty for the only one, or the first
   * @param name display name, when it has to be made
   * @param ownerEmail first owner, when it has to be made
   */
  public record TenantName(String slug, String name, String ownerEmail) {}

  public Declarations {
    items = List.copyOf(items);
    problems = List.copyOf(problems);
  }

  /** Reads the sections of a file that are no settings. */
  public static Declarations of(YamlMap sections) {
    List<Problem> problems = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      YamlMap.Entry section = sections.entries().get(kind.section());
      if (section != null) {
        items.addAll(section(kind, section, problems));
      }
      if (kind == Kind.CHANNEL) {
        Optional.ofNullable(sections.entries().get("slack"))
            .flatMap(entry -> Shorthand.channel("Slack", "slack", entry, problems))
            .ifPresent(items::add);
        Optional.ofNullable(sections.entries().get("twilio"))
            .flatMap(entry -> Shorthand.channel("SMS", "sms", entry, problems))
            .ifPresent(items::add);
      }
    }
    twice(items, problems);
    TenantName tenant = tenant(sections, problems);
    Names names = new Names(false);
    for (Item item : items) {
      Draft.of(item, names, item.kind().prototype(), problems).check(problems);
    }
    problems.sort(Comparator.comparingInt(problem -> problem.place().line()));
    return new Declarations(tenant, items, problems);
  }

  /** Is there nothing to do? */
  public boolean isEmpty() {
    return items.isEmpty() && tenant.slug().isEmpty();
  }

  private static List<Item> section(Kind kind, YamlMap.Entry section, List<Problem> problems) {
    List<Item> items = new ArrayList<>();
    switch (section.value()) {
      case YamlList list -> {
        for (YamlValue value : list.items()) {
          if (value instanceof YamlMap map) {
            items.add(item(kind, items.size(), map));
          } else {
            problems.add(
                value
                    .place()
                    .problem(
                        "a %s is a group of keys, not %s".formatted(kind.noun(), value.what())));
          }
        }
      }
      case YamlMap map -> {
        for (YamlMap.Entry entry : map.entries().values()) {
          if (entry.value() instanceof YamlMap body) {
            items.add(item(kind, items.size(), named(kind, entry, body)));
          } else {
            problems.add(
                entry
                    .place()
                    .problem(
                        "`%s` takes a list, or a group for each name".formatted(section.key())));
          }
        }
      }
      case YamlText text -> {
        if (!text.isNull()) {
          problems.add(
              text.place()
                  .problem("`%s` takes a list, not %s".formatted(section.key(), text.what())));
        }
      }
    }
    return items;
  }

  /** {@code name: {…}} is the same as {@code {name: name, …}}. */
  private static YamlMap named(Kind kind, YamlMap.Entry entry, YamlMap body) {
    String key = kind == Kind.USER ? "email" : "name";
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    entries.put(
        key,
        new YamlMap.Entry(entry.place(), key, new YamlText(entry.place(), entry.key(), false)));
    entries.putAll(body.entries());
    return new YamlMap(entry.place(), entries);
  }

  private static Item item(Kind kind, int index, YamlMap body) {
    YamlMap.Entry name = body.entries().get(kind == Kind.USER ? "email" : "name");
    String text = name != null && name.value() instanceof YamlText given ? given.text() : "";
    return new Item(kind, text, index, body.place(), body);
  }

  private static void twice(List<Item> items, List<Problem> problems) {
    Map<String, Item> seen = new HashMap<>();
    for (Item item : items) {
      if (item.kind() == Kind.TEMPLATE) {
        continue;
      }
      Item before =
          seen.putIfAbsent(item.kind() + " " + item.name().toLowerCase(Locale.ROOT), item);
      if (before != null) {
        problems.add(
            item.place()
                .problem(
                    "the %s is declared twice, first in line %d"
                        .formatted(item.words(), before.place().line())));
      }
    }
  }

  private static TenantName tenant(YamlMap sections, List<Problem> problems) {
    YamlMap.Entry entry = sections.entries().get("tenant");
    if (entry == null) {
      return new TenantName("", "", "");
    }
    if (entry.value() instanceof YamlText text) {
      return new TenantName(text.text(), text.text(), "");
    }
    if (!(entry.value() instanceof YamlMap map)) {
      problems.add(entry.place().problem("`tenant` takes a slug, or slug, name and owner_email"));
      return new TenantName("", "", "");
    }
    Body body = new Body(map, new Names(false), problems);
    String slug = body.text("slug").map(YamlText::text).orElse("");
    String name = body.text("name").map(YamlText::text).orElse(slug);
    String owner = body.text("owner_email").map(YamlText::text).orElse("");
    body.rest().forEach(rest -> body.unknown(rest, Set.of()));
    return new TenantName(slug, name, owner);
  }

  /** For a sentence: {@code the tenant acme, 2 schedules, 1 route}. */
  public String counted() {
    List<String> words = new ArrayList<>();
    if (!tenant.slug().isEmpty()) {
      words.add("the tenant " + tenant.slug());
    }
    for (Kind kind : Kind.values()) {
      long number = items.stream().filter(item -> item.kind() == kind).count();
      if (number > 0) {
        words.add(number + " " + (number == 1 ? kind.noun() : kind.section().replace('_', ' ')));
      }
    }
    return String.join(", ", words);
  }
}
