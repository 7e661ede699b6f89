/**
 * What the tests of this module share: the neighbouring services as strict look-alikes, and a
 * tenant with alerts.
 */
package dev.tocsin.alerting.support;
