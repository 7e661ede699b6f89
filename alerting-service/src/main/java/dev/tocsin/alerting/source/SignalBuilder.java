package dev.tocsin.alerting.source;

import dev.tocsin.alerting.alert.Fingerprint;
import dev.tocsin.alerting.alert.Severity;
import dev.tocsin.alerting.alert.Signal;
import dev.tocsin.alerting.alert.SignalText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes one {@link Signal} of what a source has read, by the rules that hold for every source. */
public final class SignalBuilder {

  private final SignalLimits limits;
  private final List<String> remarks = new ArrayList<>(0);

  /** For one signal. */
  public SignalBuilder(SignalLimits limits) {
    this.limits = limits;
  }

  /** Notes what had to be guessed. */
  public void remark(String sentence) {
    remarks.add(sentence);
  }

  /**
   * The severity that a word means; {@code warning}, with a remark, when there is no word or nobody
   * knows it.
   */
  public Severity severity(@Nullable String word) {
    if (word == null || word.isBlank()) {
      remark("the source gave no severity: taken as warning");
      return Severity.WARNING;
    }
    return Severity.read(word)
        .orElseGet(
            () -> {
              remark(
                  "severity '"
                      + SignalText.oneLine(SignalText.clean(word), 60)
                      + "' is unknown: taken as warning");
              return Severity.WARNING;
            });
  }

  /**
   * A time of the source ({@link SourceTimes}); none, with a remark, for what is no time. Go's zero
   * time is none without one.
   */
  public @Nullable Instant time(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Instant time = SourceTimes.read(text).orElse(null);
    if (time == null && !text.startsWith("0001-01-01")) {
      remark(field + " is no time between the years 1 and 9999: passed over");
    }
    return time;
  }

  /**
   * The signal, with every text cleaned and within its limit.
   *
   * @param fingerprint the source's own; the labels as they were sent make one when it has none
   * @param labels as they were sent
   */
  public Signal build(
      boolean firing,
      @Nullable String fingerprint,
      String title,
      Severity severity,
      Map<String, String> labels,
      Map<String, String> annotations,
      String sourceUrl,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {
    String identity =
        fingerprint == null || fingerprint.isBlank()
            ? Fingerprint.ofLabels(labels)
            : Fingerprint.given(fingerprint);
    Map<String, String> cleanLabels = texts("label", labels);
    Map<String, String> cleanAnnotations = texts("annotation", annotations);
    return new Signal(
        firing,
        identity,
        SignalText.oneLine(SignalText.clean(title), limits.titleLength()),
        severity,
        cleanLabels,
        cleanAnnotations,
        url(sourceUrl),
        Optional.ofNullable(startedAt),
        Optional.ofNullable(endedAt),
        remarks);
  }

  private Map<String, String> texts(String kind, Map<String, String> sent) {
    if (sent.isEmpty()) {
      return Map.of();
    }
    Map<String, String> ordered = sent;
    if (sent.size() > limits.labelsPerAlert()) {
      remark(
          (sent.size() - limits.labelsPerAlert())
              + " of "
              + sent.size()
              + " "
              + kind
              + "s were left out: an alert keeps "
              + limits.labelsPerAlert());
      ordered = new TreeMap<>(sent);
    }
    Map<String, String> clean = LinkedHashMap.newLinkedHashMap(ordered.size());
    for (Map.Entry<String, String> entry : ordered.entrySet()) {
      if (clean.size() == limits.labelsPerAlert()) {
        break;
      }
      String name = text(kind + " name", entry.getKey(), limits.nameLength());
      clean.put(name, text(kind + " " + name, entry.getValue(), limits.valueLength()));
    }
    return clean;
  }

  private String text(String what, String sent, int max) {
    String clean = SignalText.clean(sent);
    String kept = SignalText.shorten(clean, max);
    // Both give back the same object when there is nothing to do.
    if (clean != sent) {
      remark(what + " held characters that no text may hold; they were replaced");
    }
    if (kept != clean) {
      remark(what + " was cut at " + max + " characters");
    }
    return kept;
  }

  private String url(String sent) {
    if (sent.length() > limits.urlLength()) {
      remark("the link of " + sent.length() + " characters was left out");
      return "";
    }
    return SignalText.clean(sent);
  }
}
