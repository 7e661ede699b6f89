/**
 * What callers see of alerts and do with them: the contract's {@code AlertService}. Lists are read
 * here; what is done goes to {@code action}, the questions why to {@code explain}, the stream to
 * {@code timeline}.
 */
@NullMarked
package dev.tocsin.alerting.console;

import org.jspecify.annotations.NullMarked;
