package dev.tocsin.alerting.ingest;

import dev.tocsin.alerting.grouping.GroupPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds what one tenant sent, so that no statement meets a fingerprint twice and the order of
 * arrival is kept: signals of one fingerprint that say the same in a row become one, and each
 * change from firing to over or back begins a new wave. Waves are executed one after the other in
 * the same transaction; there is nearly always one.
 */
final class Fold {

  /** Signals of one fingerprint that say the same, one after the other. */
  static final class Folded {
    private final List<int[]> places = new ArrayList<>(1);
    private final String fingerprint;
    private final Verdict first;
    private Verdict last;
    private int count;

    private Folded(Verdict first) {
      this.fingerprint = first.signal().fingerprint();
      this.first = first;
      this.last = first;
    }

    /** Decides what a new alert is. */
    Verdict first() {
      return first;
    }

    /** Knows best how things are. */
    Verdict last() {
      return last;
    }

    int count() {
      return count;
    }

    /** Where the signals came from: number of the arrival, number in it. */
    List<int[]> places() {
      return places;
    }

    String fingerprint() {
      return fingerprint;
    }

    Optional<Instant> startedAt() {
      return last.signal().startedAt();
    }

    private void add(Verdict verdict, int arrival, int place) {
      last = verdict;
      count++;
      places.add(new int[] {arrival, place});
    }
  }

  /**
   * What can be executed together. Both lists are in the order of fingerprints, so that
   * transactions lock alike.
   */
  record Wave(List<Folded> firing, List<Folded> over) {}

  private record Latest(int wave, Folded folded) {}

  private final List<Map<String, Folded>> waves = new ArrayList<>(1);
  private final Map<String, Latest> latest = new HashMap<>();
  private final Map<String, GroupPlan> groups = new HashMap<>();

  /** Adds the verdicts of one arrival, in their order. */
  void add(int arrival, List<Verdict> verdicts) {
    for (int place = 0; place < verdicts.size(); place++) {
      add(verdicts.get(place), arrival, place);
    }
  }

  private void add(Verdict verdict, int arrival, int place) {
    String fingerprint = verdict.signal().fingerprint();
    Latest before = latest.get(fingerprint);
    if (before != null && before.folded.last.getClass() == verdict.getClass()) {
      before.folded.add(verdict, arrival, place);
      return;
    }
    int wave = before == null ? 0 : before.wave + 1;
    if (wave == waves.size()) {
      waves.add(new HashMap<>());
    }
    Folded folded = new Folded(sharingGroup(verdict, wave));
    folded.add(verdict, arrival, place);
    waves.get(wave).put(fingerprint, folded);
    latest.put(fingerprint, new Latest(wave, folded));
  }

  /**
   * New alerts of a wave with the same group key make one group between them: that of the first.
   */
  private Verdict sharingGroup(Verdict verdict, int wave) {
    if (verdict instanceof Verdict.Firing firing && firing.group().key().isPresent()) {
      GroupPlan shared =
          groups.putIfAbsent(wave + ":" + firing.group().key().get(), firing.group());
      return shared == null ? firing : firing.in(firing.group().withId(shared.id()));
    }
    return verdict;
  }

  /** The waves in the order of their execution. */
  List<Wave> waves() {
    List<Wave> result = new ArrayList<>(waves.size());
    for (Map<String, Folded> wave : waves) {
      List<Folded> firing = new ArrayList<>(wave.size());
      List<Folded> over = new ArrayList<>(0);
      for (Folded folded : wave.values()) {
        (folded.first instanceof Verdict.Firing ? firing : over).add(folded);
      }
      firing.sort((a, b) -> a.fingerprint().compareTo(b.fingerprint()));
      over.sort((a, b) -> a.fingerprint().compareTo(b.fingerprint()));
      result.add(new Wave(firing, over));
    }
    return result;
  }
}
