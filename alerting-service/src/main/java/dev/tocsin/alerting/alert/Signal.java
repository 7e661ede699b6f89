package dev.tocsin.alerting.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a source says about one problem: it is there, or it is over. Texts are clean ({@link
 * SignalText}): the database and every channel can hold them.
 *
 * @param firing true while the problem is there, false when the source says it is over
 * @param fingerprint what makes it the same problem, 1 to {@value Fingerprint#MAX_LENGTH}
 *     characters
 * @param title one line
 * @param labels what identifies it, by name
 * @param annotations what explains it, by name
 * @param sourceUrl where the source shows it; may be empty
 * @param startedAt the source's claim of when it began; compared only with the same source's other
 *     claims
 * @param endedAt the source's claim of when it was over
 * @param remarks what had to be changed or guessed to take it, each a sentence
 */
public record Signal(
    boolean firing,
    String fingerprint,
    String title,
    Severity severity,
    Map<String, String> labels,
    Map<String, String> annotations,
    String sourceUrl,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    List<String> remarks) {}
