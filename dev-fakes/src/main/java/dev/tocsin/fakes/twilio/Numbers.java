package dev.tocsin.fakes.twilio;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of telephone numbers: how messages to them end, their line, who wants none. */
final class Numbers {

  /** Twilio's magic numbers, and the codes that it answers for them. */
  private static final Map<String, Integer> MAGIC =
      Map.of(
          "+15005550001", 21211,
          "+15005550002", 21612,
          "+15005550003", 21408,
          "+15005550004", 21610,
          "+15005550009", 21614);

  /** What becomes of messages to a number. */
  record Outcome(String status, int code) {}

  private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Map<String, String> lines = new ConcurrentHashMap<>();
  private final Map<String, Integer> lookUps = new ConcurrentHashMap<>();
  private final Set<String> optedOut = ConcurrentHashMap.newKeySet();

  void deliver(String number, String status, int code) {
    outcomes.put(number, new Outcome(status, code));
  }

  Outcome outcome(String number) {
    return outcomes.getOrDefault(number, new Outcome("delivered", 0));
  }

  void line(String number, String type) {
    lines.put(number, type);
  }

  /** Type of its line; a mobile where nothing else was said, {@code invalid} for none. */
  String line(String number) {
    return lines.getOrDefault(
        number, MAGIC.getOrDefault(number, 0) == 21211 ? "invalid" : "mobile");
  }

  void lookedUp(String number) {
    lookUps.merge(number, 1, Integer::sum);
  }

  int lookUps(String number) {
    return lookUps.getOrDefault(number, 0);
  }

  void optOut(TwilioAccount account, String number) {
    optedOut.add(account.sid() + number);
  }

  void optIn(TwilioAccount account, String number) {
    optedOut.remove(account.sid() + number);
  }

  /** The code that a message to the number is refused with; 0 when it is taken. */
  int refusal(TwilioAccount account, String number) {
    return optedOut.contains(account.sid() + number) ? 21610 : MAGIC.getOrDefault(number, 0);
  }
}
