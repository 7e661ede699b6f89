package dev.tocsin.alerting.simulation;

import dev.tocsin.alerting.routing.AlertFacts;

/**
 * An alert to be tried.
 *
 * @param resolved its source says that it is over
 */
record Sample(String title, boolean resolved, AlertFacts facts) {}
