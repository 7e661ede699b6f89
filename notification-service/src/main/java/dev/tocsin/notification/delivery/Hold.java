package dev.tocsin.notification.delivery;

import java.time.Duration;

/**
 * A message has to wait although it is due.
 *
 * @param time how long
 * @param why the reason in words; empty when it merely queues behind others of its channel
 */
record Hold(Duration time, String why) {}
