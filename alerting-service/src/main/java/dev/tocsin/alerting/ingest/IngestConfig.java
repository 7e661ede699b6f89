package dev.tocsin.alerting.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How alerts are taken in. */
@ConfigMapping(prefix = "tocsin.ingest")
public interface IngestConfig {

  /** Bytes of a webhook's body, also after decompression; a larger one is refused with 413. */
  @WithDefault("5242880")
  int maxBody();

  /** Bodies of more bytes than this are read on a worker thread, so that no event loop stalls. */
  @WithDefault("131072")
  int workerAbove();

  /** Bodies of up to so many bytes are read as soon as they are there. */
  @WithDefault("16384")
  int smallBody();

  /**
   * Bytes of larger bodies that are in work at once, from being read until they are stored; one is
   * in work always, whatever its size. The memory they take then is some ten times as much.
   */
  @WithDefault("524288")
  int bytesInWork();

  /** Bytes of larger bodies that may wait for that; beyond it requests are refused with 503. */
  @WithDefault("33554432")
  int waitingBytes();

  /** Transactions of this process that are under way at once. */
  @WithDefault("2")
  int lanes();

  /**
   * How long a request may wait for others to share its commit, while another transaction is under
   * way.
   */
  @WithDefault("2ms")
  Duration gather();

  /** Signals in one shared transaction; a single payload may bring more. */
  @WithDefault("2000")
  int signalsPerCommit();

  /** Signals that may wait; beyond that requests are refused with 503 until there is room. */
  @WithDefault("50000")
  int waiting();

  /**
   * How long the database may take; then the request fails with 503, and sending it again is safe.
   */
  @WithDefault("15s")
  Duration patience();

  /** How long an answer is kept for its Idempotency-Key. */
  @WithDefault("24h")
  Duration answersKept();
}
