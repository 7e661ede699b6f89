package dev.tocsin.alerting.paging;

import dev.tocsin.alerting.paging.PageDecision.Hold;
import dev.tocsin.alerting.paging.PageDecision.Page;
import dev.tocsin.alerting.paging.Person.Contact;
import dev.tocsin.alerting.policy.Step;
import dev.tocsin.alerting.policy.Target;
import dev.tocsin.alerting.timeline.Actor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Whom a step pages and on which channels, without side effects. Somebody whom a step names twice
 * is paged once, and once on each kind of channel: on the first address of the kind that is
 * enabled.
 */
public final class Paging {

  private Paging() {}

  /**
   * What becomes of each recipient, in the order of the step's targets.
   *
   * @param severity of what they are paged for, as a word; empty when it is not known, and then
   *     nobody's preference for a severity counts
   */
  public static List<PageDecision> decide(Step step, Answers answers, String severity) {
    return decide(step, answers, severity, Optional.empty());
  }

  /**
   * The same for people whom somebody named.
   *
   * @param namedBy who named them; the policy when empty
   */
  public static List<PageDecision> decide(
      Step step, Answers answers, String severity, Optional<Actor> namedBy) {
    String namer = namedBy.map(by -> by.kind() + " " + by.id()).orElse(Via.POLICY);
    Map<UUID, Set<Via>> named = new LinkedHashMap<>();
    Set<Target.Channel> channels = new LinkedHashSet<>();
    List<PageDecision> decisions = new ArrayList<>();
    for (Target target : step.targets()) {
      switch (target) {
        case Target.Person person -> name(named, person.user(), via(target, answers));
        case Target.Channel channel -> channels.add(channel);
        case Target.Team _, Target.OnCall _ -> {
          Optional<List<UUID>> members = answers.members().getOrDefault(target, Optional.empty());
          if (members.isEmpty()) {
            decisions.add(new Hold(PagingReasons.gone(via(target, answers))));
          } else if (members.get().isEmpty()) {
            decisions.add(new Hold(PagingReasons.nobody(via(target, answers))));
          }
          members.orElse(List.of()).forEach(user -> name(named, user, via(target, answers)));
          answers
              .shadows(target)
              .forEach(user -> name(named, user, via(target, answers).ofShadow()));
        }
      }
    }
    named.forEach(
        (user, via) ->
            decisions.addAll(
                person(user, via, namer, step.channels(), answers.people(), severity)));
    channels.forEach(channel -> decisions.add(channel(channel, namer)));
    return decisions;
  }

  /** The page to a configured channel. */
  public static Page channel(Target.Channel target) {
    return channel(target, Via.POLICY);
  }

  private static Page channel(Target.Channel target, String namer) {
    return new Page(
        "channel:" + target.channel() + ":" + target.address(),
        Optional.empty(),
        "",
        Preferences.NONE.timeZone(),
        List.of(
            new Destination(Optional.empty(), Optional.of(target.channel()), target.address(), "")),
        Map.of("channel_id", target.channel().toString()),
        true,
        Via.of(target, Map.of()).words(namer));
  }

  private static Via via(Target target, Answers answers) {
    return Via.of(target, answers.names());
  }

  private static void name(Map<UUID, Set<Via>> named, UUID user, Via via) {
    named.computeIfAbsent(user, _ -> new LinkedHashSet<>()).add(via);
  }

  static List<PageDecision> person(
      UUID user,
      Set<Via> via,
      String namer,
      List<String> channels,
      Map<UUID, Person> people,
      String severity) {
    Person person = people.get(user);
    if (person == null) {
      return List.of(new Hold(PagingReasons.unknown(user)));
    }
    if (!person.active()) {
      return List.of(new Hold(PagingReasons.inactive(user)));
    }
    Map<Medium, Contact> firsts = new EnumMap<>(Medium.class);
    person.contacts().stream()
        .filter(Contact::enabled)
        .forEach(contact -> firsts.putIfAbsent(contact.medium(), contact));
    if (firsts.isEmpty()) {
      return List.of(new Hold(PagingReasons.noContact(user)));
    }
    if (!channels.isEmpty()) {
      firsts.keySet().removeIf(medium -> !medium.isAmong(channels));
      if (firsts.isEmpty()) {
        return List.of(new Hold(PagingReasons.notOnChannels(user, channels)));
      }
    }
    Preferences wishes = person.preferences();
    List<Contact> used =
        wishes.among(firsts.keySet(), severity).stream()
            .flatMap(medium -> Optional.ofNullable(firsts.get(medium)).stream())
            .toList();
    return List.of(
        new Page(
            person.id().toString(),
            Optional.of(person.id()),
            person.name(),
            wishes.timeZone(),
            used.stream().map(contact -> Destination.of(contact, wishes.locale())).toList(),
            facts(person, via, used),
            !via.stream().allMatch(Via::isShadow),
            via.stream().map(each -> each.words(namer)).collect(Collectors.joining(", "))));
  }

  /** Addresses that no code has verified are used all the same, but whoever reads why is told. */
  private static Map<String, Object> facts(Person person, Set<Via> via, List<Contact> used) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("user_id", person.id().toString());
    facts.put("via", via.stream().map(Via::facts).toList());
    List<String> unverified =
        used.stream()
            .filter(contact -> !contact.verified())
            .map(contact -> contact.medium().word())
            .toList();
    if (!unverified.isEmpty()) {
      facts.put("unverified", unverified);
    }
    return facts;
  }
}
